package org.mingjing.exchange.problem;

import java.util.Locale;
import java.util.Optional;
import org.mingjing.policy.PersonId;

/** What a text that somebody sent must be before it is kept or shown. */
public final class SentText {
  private static final int ID_LENGTH = 18;

  private SentText() {}

  /**
   * Whether a person sees all of it, in the order in which it stands: no control characters, line
   * breaks, marks that turn the writing direction, or unpaired surrogates.
   */
  public static boolean isReadable(String text) {
    return text.codePoints().noneMatch(SentText::isUnreadable);
  }

  private static boolean isUnreadable(int c) {
    boolean turnsDirection = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    boolean noCharacter = (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
    return turnsDirection
        || noCharacter
        || switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.SURROGATE,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR ->
              true;
          default -> false;
        };
  }

  /**
   * Whether the number of a person stands anywhere in the text, or that of this subject, whichever
   * way its letters are written.
   */
  public static boolean holdsId(String text, Optional<String> subject) {
    String capitals = text.toUpperCase(Locale.ROOT);
    if (subject.filter(id -> capitals.contains(id.toUpperCase(Locale.ROOT))).isPresent()) {
      return true;
    }
    for (int i = 0; i + ID_LENGTH <= capitals.length(); i++) {
      if (PersonId.valid(capitals.substring(i, i + ID_LENGTH))) {
        return true;
      }
    }
    return false;
  }
}
