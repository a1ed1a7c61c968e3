package org.mingjing.exchange.operations;

/**
 * Something that the program needs is not there; the message says what, and how to mend it, in both
 * languages.
 */
public final class Unavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Unavailable(String en, String zh) {
    super(en + "\n" + zh);
  }
}
