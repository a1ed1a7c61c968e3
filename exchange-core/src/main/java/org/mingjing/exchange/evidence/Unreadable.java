package org.mingjing.exchange.evidence;

/** An entry, or a part of it, is not as this version of the exchange writes it. */
public final class Unreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** {@code member}: which part; what stands there is not repeated. */
  Unreadable(String member) {
    super(member, null, false, false);
  }

  Unreadable(String member, Throwable cause) {
    super(member, cause, false, false);
  }
}
