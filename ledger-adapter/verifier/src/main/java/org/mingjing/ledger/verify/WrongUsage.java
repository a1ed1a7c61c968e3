package org.mingjing.ledger.verify;

/** Arguments that are no command; the message is in both languages. */
final class WrongUsage extends Exception {
  private static final long serialVersionUID = 1;

  WrongUsage(String message) {
    super(message);
  }
}
