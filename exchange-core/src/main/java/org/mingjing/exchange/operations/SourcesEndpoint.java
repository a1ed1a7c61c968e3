package org.mingjing.exchange.operations;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.mingjing.connectors.SourceHealth;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/sources}: how the departments' systems do, as this node's calls have seen. */
@Endpoint(id = "sources")
record SourcesEndpoint(Supplier<List<SourceHealth>> health) {
  @ReadOperation
  Map<String, List<SourceHealth>> all() {
    return Map.of("sources", health.get());
  }
}
