package org.mingjing.ledger.checkpoint;

/** The rules for the text of a note (C2SP signed-note). */
final class NoteText {
  /** Far more than any note of ours needs. */
  static final int MAX_CHARS = 4096;

  private NoteText() {}

  static void require(String text) {
    if (!text.endsWith("\n")) {
      throw new InvalidNote("the text of a note ends with a newline");
    }
    if (text.length() > MAX_CHARS) {
      throw new InvalidNote("the note has more than " + MAX_CHARS + " characters");
    }
    if (text.codePoints().anyMatch(NoteText::foreign)) {
      throw new InvalidNote("the note holds a control character or an unpaired surrogate");
    }
  }

  private static boolean foreign(int c) {
    return (c < 0x20 && c != '\n') || Character.getType(c) == Character.SURROGATE;
  }
}
