package org.mingjing.bench;

/** Something that the bench needs is not there or did not start; says what, in both languages. */
public final class Unavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Unavailable(String zh, String en) {
    super(zh + "\n" + en);
  }
}
