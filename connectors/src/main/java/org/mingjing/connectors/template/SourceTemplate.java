package org.mingjing.connectors.template;

import java.util.Optional;
import org.apache.camel.CamelContext;
import org.mingjing.connectors.SourceAnswer;
import org.mingjing.connectors.SourceCall;
import org.mingjing.connectors.SourceKind;
import org.mingjing.connectors.SourceSpec;
import org.mingjing.connectors.Sources;

/**
 * A route template together with the pools that its routes use. An instance serves one kind of
 * source in one Camel context; only {@link Sources} calls it.
 *
 * <p>A route takes a {@link SourceCall} as its body and leaves a {@link SourceAnswer}, or an
 * exception for {@link #failure}. Its id is its name, and its direct endpoint is {@link
 * #endpoint(String)}.
 */
public interface SourceTemplate extends AutoCloseable {
  /** Makes a route under a name that no other has. */
  void add(CamelContext context, String name, SourceSpec spec);

  /** Forgets what {@link #add} bound for a route that is gone. */
  void forget(CamelContext context, String name);

  /**
   * The failure that an exception of a route stands for; empty if it stands for a defect of ours.
   */
  Optional<SourceAnswer.SourceFailure> failure(Exception exception);

  /**
   * Whether asking this source twice does no harm, so that a question whose connection broke before
   * an answer came may be put once more (RFC 9110, section 9.2.2).
   */
  boolean mayRepeat(SourceSpec spec);

  /** Whether a {@link org.mingjing.connectors.GroupCall} is answered, too. */
  default boolean counts() {
    return false;
  }

  /** Closes the pools that are this template's own. */
  @Override
  default void close() {}

  /** The kind of a resource that a template is given, which is always its own. */
  static <K extends SourceKind> K kind(Class<K> own, SourceSpec spec) {
    if (!own.isInstance(spec.kind())) {
      throw new IllegalArgumentException(spec.resource() + " is no " + own.getSimpleName());
    }
    return own.cast(spec.kind());
  }

  /** Where a route takes its calls. */
  static String endpoint(String name) {
    return "direct:" + name;
  }
}
