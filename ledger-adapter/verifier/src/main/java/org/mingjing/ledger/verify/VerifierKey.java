package org.mingjing.ledger.verify;

import java.util.Optional;
import java.util.function.BiPredicate;

/** A named key of signed notes (C2SP signed-note): {@code name+id+Base64(type ‖ key)}. */
final class VerifierKey {
  private static final int ID_BYTES = 4;
  private static final int SIGNATURE_BYTES = 64;

  private final String name;
  private final Bytes id;
  private final Bytes typedKey;
  private final BiPredicate<Bytes, Bytes> verifies;

  private VerifierKey(String name, Bytes typedKey, BiPredicate<Bytes, Bytes> verifies) {
    this.name = name;
    this.typedKey = typedKey;
    this.verifies = verifies;
    this.id = Bytes.sha256(Bytes.ofText(name + "\n"), typedKey).slice(0, ID_BYTES);
  }

  /** Empty when the text is no such key of that type. */
  static Optional<VerifierKey> parse(String text, KeyType type) {
    String[] parts = text.split("\\+", 3);
    if (parts.length != 3 || !isName(parts[0])) {
      return Optional.empty();
    }
    try {
      Bytes typed = Bytes.ofBase64("key", parts[2]);
      return type.verifier(typed)
          .map(verifies -> new VerifierKey(parts[0], typed, verifies))
          .filter(key -> key.id.hex().equals(parts[1]));
    } catch (Broken e) {
      return Optional.empty();
    }
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.codePoints().noneMatch(c -> Character.isSpaceChar(c) || Character.isISOControl(c));
  }

  String name() {
    return name;
  }

  boolean sameKeyAs(VerifierKey other) {
    return typedKey.equals(other.typedKey);
  }

  /** Demands that the line, newline included, is this key's signature over the text. */
  void demandLine(String text, String line, Check check, Text what) {
    String start = "— " + name + " ";
    if (!line.startsWith(start) || line.indexOf('\n') != line.length() - 1) {
      throw new Broken(
          check,
          what.zh() + "应恰有一行 " + name + "+" + id.hex() + " 的签名",
          what.en() + " must have exactly one signature line, of " + name + "+" + id.hex());
    }
    if (!signed(text, line.substring(start.length(), line.length() - 1))) {
      throw new Broken(
          check,
          what.zh() + "的签名与 " + name + "+" + id.hex() + " 不符",
          what.en() + ": the signature is not " + name + "+" + id.hex() + "'s over this text");
    }
  }

  private boolean signed(String text, String base64) {
    try {
      Bytes blob = Bytes.ofBase64("signature", base64, ID_BYTES + SIGNATURE_BYTES);
      return blob.slice(0, ID_BYTES).equals(id)
          && verifies.test(Bytes.ofText(text), blob.slice(ID_BYTES, blob.length()));
    } catch (Broken e) {
      return false;
    }
  }
}
