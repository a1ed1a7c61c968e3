package org.mingjing.connectors.template;

import java.util.Optional;
import org.apache.camel.CamelContext;
import org.mingjing.connectors.SourceAnswer;
import org.mingjing.connectors.SourceCall;
import org.mingjing.connectors.SourceSpec;
import org.mingjing.connectors.Sources;

/**
 * A route template together with the pools that its routes use. An instance serves one kind of
 * source in one Camel context; only {@link Sources} calls it.
 *
 * <p>A route takes a {@link SourceCall} as its body and leaves a {@link SourceAnswer}, or an
 * exception for {@link #failure}. Its id and its direct endpoint are named by {@link
 * #endpoint(String)}.
 */
public interface SourceTemplate extends AutoCloseable {
  /** Makes the route of a resource. */
  void add(CamelContext context, SourceSpec spec);

  /**
   * The failure that an exception of a route stands for; empty if it stands for a defect of ours.
   */
  Optional<SourceAnswer.SourceFailure> failure(Exception exception);

  @Override
  void close();

  /** Where the route of a resource takes its calls. */
  static String endpoint(String resource) {
    return "direct:" + resource;
  }
}
