package org.mingjing.policy;

import java.util.Locale;
import java.util.Optional;

/**
 * Mail addresses: zhang.san@example.com → z****@example.com, with as many stars whatever the
 * length. A mailbox of one character is withheld, since it would leave whole, and so is a domain in
 * another script, its xn-- form included: it may be a person's name.
 */
final class MailMask {

  private static final int MAX_MAILBOX = 64;
  private static final int MAX_LABEL = 63;
  private static final String MARKS = "_%+-";

  private MailMask() {}

  static Optional<String> apply(String address) {
    int at = address.indexOf('@');
    boolean mail =
        at > 1
            && at <= MAX_MAILBOX
            && mailbox(address.substring(0, at))
            && domain(address.substring(at + 1));
    return mail
        ? Optional.of(address.charAt(0) + "****" + address.substring(at))
        : Optional.empty();
  }

  /** Letters, digits, a few marks, and dots that stand alone and inside. */
  private static boolean mailbox(String name) {
    char before = '.';
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean dotInside = c == '.' && before != '.';
      if (!alphanumeric(c) && !dotInside && MARKS.indexOf(c) < 0) {
        return false;
      }
      before = c;
    }
    return alphanumeric(name.charAt(0)) && before != '.';
  }

  private static boolean domain(String name) {
    String[] labels = name.split("\\.", -1);
    String last = labels[labels.length - 1];
    if (labels.length < 2 || last.length() < 2 || !last.chars().allMatch(MailMask::letter)) {
      return false;
    }
    for (String label : labels) {
      if (!label(label)) {
        return false;
      }
    }
    return true;
  }

  private static boolean label(String label) {
    return !label.isEmpty()
        && label.length() <= MAX_LABEL
        && label.chars().allMatch(c -> alphanumeric(c) || c == '-')
        && !label.startsWith("-")
        && !label.endsWith("-")
        && !label.toLowerCase(Locale.ROOT).startsWith("xn--");
  }

  private static boolean alphanumeric(int c) {
    return letter(c) || (c >= '0' && c <= '9');
  }

  private static boolean letter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
