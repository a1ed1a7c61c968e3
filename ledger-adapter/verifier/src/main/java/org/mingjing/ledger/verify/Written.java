package org.mingjing.ledger.verify;

/** Strings as they are written out. */
final class Written {
  private static final String SHORT = "\b\t\n\f\r\"\\";
  private static final String LETTERS = "btnfr\"\\";

  private Written() {}

  static String text(Text text) {
    return "{\"en\":%s,\"zh\":%s}".formatted(quoted(text.en()), quoted(text.zh()));
  }

  /** The canonical form of a JSON string (RFC 8785 section 3.2.2.2). */
  static String quoted(String text) {
    var json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (SHORT.indexOf(c) >= 0) {
        json.append('\\').append(LETTERS.charAt(SHORT.indexOf(c)));
      } else if (c < 0x20) {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }

  /** A receipt, and a verified entry too, may say anything: it shall not steer a terminal. */
  static String printable(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}]", "?");
  }
}
