package org.mingjing.bench.report;

import picocli.CommandLine.TypeConversionException;

/** Measured seconds a row, within what gives rounds that mean something. */
public record Seconds(int value) {
  private static final int FEWEST = 3;
  private static final int MOST = 3_600;

  /** As written in a command line. */
  public static Seconds of(String text) {
    try {
      int value = Integer.parseInt(text);
      if (value >= FEWEST && value <= MOST) {
        return new Seconds(value);
      }
    } catch (NumberFormatException e) {
      // refused below, like a number out of bounds
    }
    throw new TypeConversionException("须为 " + FEWEST + ".." + MOST + " / must lie there");
  }
}
