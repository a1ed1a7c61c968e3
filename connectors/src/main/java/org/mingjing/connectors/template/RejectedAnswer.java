package org.mingjing.connectors.template;

import java.io.IOException;
import org.mingjing.connectors.SourceAnswer;

/**
 * An answer that may not be used, noticed somewhere inside a route; it ends as {@link
 * SourceAnswer.SourceFailure} of the kind {@code REJECTED}. Its message is the detail, and so never
 * holds an id, a key or a value.
 */
public final class RejectedAnswer extends IOException {
  private static final long serialVersionUID = 1L;

  /** For the templates. */
  public RejectedAnswer(String detail) {
    super(detail);
  }
}
