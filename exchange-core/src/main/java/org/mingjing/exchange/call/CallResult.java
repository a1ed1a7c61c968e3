package org.mingjing.exchange.call;

import org.mingjing.exchange.problem.Problem;

/** What the caller is told; there is a record of it whenever there is one of these. */
sealed interface CallResult {
  /** The answer, canonical JSON. */
  @SuppressWarnings("ArrayRecordComponent") // sent once, never compared
  record Answered(byte[] json) implements CallResult {}

  /** No answer, and why. */
  record Refused(Problem problem) implements CallResult {}
}
