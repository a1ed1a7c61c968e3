package org.mingjing.exchange.catalogue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.mingjing.connectors.ConnectionSettings;
import org.mingjing.connectors.Protection;

/**
 * What a node's settings say of the departments' systems, beside what the catalogue says.
 *
 * @param protections of the connections that have one of their own
 * @param wsdls folder of the WSDL files that the catalogue names
 * @param timeout how long a source may take to answer
 */
public record SourceSettings(
    Collection<ConnectionSettings> connections,
    Map<String, Protection> protections,
    Path wsdls,
    Duration timeout) {
  public SourceSettings {
    connections = List.copyOf(connections);
    protections = Map.copyOf(protections);
  }
}
