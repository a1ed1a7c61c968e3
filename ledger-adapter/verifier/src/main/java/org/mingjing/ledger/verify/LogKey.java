package org.mingjing.ledger.verify;

import java.util.Optional;

/**
 * What a log signs with: an Ed25519 key and, where it has one, an SM2 key of the same name. Its
 * notes have exactly one line of each, in this order: what is not verified must not be in a
 * receipt.
 */
record LogKey(VerifierKey ed25519, Optional<VerifierKey> sm2) {
  /** Reads one key, or two with white space between; empty when the text is not that. */
  static Optional<LogKey> parse(String text) {
    String[] keys = text.strip().split("\\s+", 2);
    Optional<VerifierKey> first = VerifierKey.parse(keys[0], KeyType.ED25519);
    if (keys.length == 1) {
      return first.map(key -> new LogKey(key, Optional.empty()));
    }
    Optional<VerifierKey> second =
        first.flatMap(key ->
            VerifierKey.parse(keys[1], KeyType.SM2).filter(sm2 -> sm2.name().equals(key.name())));
    return second.map(_ -> new LogKey(first.orElseThrow(), second));
  }

  /** The log's origin. */
  String name() {
    return ed25519.name();
  }

  /** The text of a note that has exactly the lines of these keys. */
  String open(String note, Check check, Text what) {
    int blank = note.lastIndexOf("\n\n");
    if (blank < 0) {
      throw new Broken(check, what.zh() + "没有签名", what.en() + " has no signature");
    }
    String text = note.substring(0, blank + 1);
    String lines = note.substring(blank + 2);
    int first = sm2.isPresent() ? lines.indexOf('\n') + 1 : lines.length();
    demandNoOther(lines, check, what);
    ed25519.demandLine(text, lines.substring(0, first), check, what);
    sm2.ifPresent(key -> key.demandLine(text, lines.substring(first), check, what));
    return text;
  }

  /** The likeliest reason for a line too many, told as such. */
  private void demandNoOther(String lines, Check check, Text what) {
    if (sm2.isEmpty() && lines.lines().count() == 2 && lines.endsWith("\n")) {
      throw new Broken(
          check,
          what.zh() + "有两行签名，而只给了一个密钥：若日志也用 SM2 签名，请同时给出其 SM2 验证密钥",
          what.en()
              + " has two signature lines, but one key was given: if the log signs with SM2 too,"
              + " give its SM2 verifier key as well");
    }
  }
}
