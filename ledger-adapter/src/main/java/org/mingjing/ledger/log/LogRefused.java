package org.mingjing.ledger.log;

/**
 * The stored log contradicts what was seen before, or is not kept durably: nothing may be signed
 * until an operator has looked.
 */
public final class LogRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LogRefused(String message) {
    super(message);
  }
}
