package org.mingjing.exchange.cli;

/** Columns in which Chinese characters count twice, as terminals show them. */
final class Columns {
  private Columns() {}

  static String pad(String text, int width) {
    int shown = text.codePoints().map(c -> c >= 0x2e80 ? 2 : 1).sum();
    return text + " ".repeat(Math.max(1, width - shown));
  }
}
