package org.mingjing.bench;

/** A row answered something else than it must: its figures would mean nothing. */
public final class WrongAnswer extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WrongAnswer(String row, String what) {
    super(row + " 的应答不对\n" + row + " gave a wrong answer: " + what);
  }
}
