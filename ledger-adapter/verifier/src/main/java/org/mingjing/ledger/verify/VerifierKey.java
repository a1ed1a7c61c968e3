package org.mingjing.ledger.verify;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Optional;

/** A named Ed25519 key of signed notes (C2SP signed-note): {@code name+id+Base64(0x01 ‖ key)}. */
final class VerifierKey {
  private static final int TYPED_KEY_BYTES = 33;
  private static final int ID_BYTES = 4;
  private static final int SIGNATURE_BYTES = 64;

  /** SubjectPublicKeyInfo of an Ed25519 key up to the key itself (RFC 8410 section 4). */
  private static final byte[] INFO = HexFormat.of().parseHex("302a300506032b6570032100");

  private final String name;
  private final Bytes id;
  private final Bytes typedKey;
  private final PublicKey key;

  private VerifierKey(String name, Bytes typedKey, PublicKey key) {
    this.name = name;
    this.typedKey = typedKey;
    this.key = key;
    this.id = Bytes.sha256(Bytes.ofText(name + "\n"), typedKey).slice(0, ID_BYTES);
  }

  /** Empty when the text is no such key. */
  static Optional<VerifierKey> parse(String text) {
    String[] parts = text.split("\\+", 3);
    if (parts.length != 3 || !isName(parts[0])) {
      return Optional.empty();
    }
    try {
      Bytes typed = Bytes.ofBase64("key", parts[2], TYPED_KEY_BYTES);
      var key = new VerifierKey(parts[0], typed, publicKey(typed));
      boolean fits = typed.slice(0, 1).equals(Bytes.ofByte(1)) && key.id.hex().equals(parts[1]);
      return fits ? Optional.of(key) : Optional.empty();
    } catch (Broken | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.codePoints().noneMatch(c -> Character.isSpaceChar(c) || Character.isISOControl(c));
  }

  private static PublicKey publicKey(Bytes typed) throws GeneralSecurityException {
    var point = new byte[INFO.length + TYPED_KEY_BYTES - 1];
    System.arraycopy(INFO, 0, point, 0, INFO.length);
    System.arraycopy(typed.copy(), 1, point, INFO.length, TYPED_KEY_BYTES - 1);
    PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(point));
    ed25519().initVerify(key);
    return key;
  }

  String name() {
    return name;
  }

  boolean sameKeyAs(VerifierKey other) {
    return typedKey.equals(other.typedKey);
  }

  /** The text of a note that has exactly one signature line, this key's. */
  String open(String note, Check check, Text what) {
    int blank = note.lastIndexOf("\n\n");
    if (blank < 0) {
      throw new Broken(check, what.zh() + "没有签名", what.en() + " has no signature");
    }
    String text = note.substring(0, blank + 1);
    demandLine(text, note.substring(blank + 2), check, what);
    return text;
  }

  /** Demands that the line, newline included, is this key's signature over the text. */
  void demandLine(String text, String line, Check check, Text what) {
    String start = "— " + name + " ";
    if (!line.startsWith(start) || line.indexOf('\n') != line.length() - 1) {
      throw new Broken(
          check,
          what.zh() + "应恰有一行 " + name + " 的签名",
          what.en() + " must have exactly one signature line, of " + name);
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
          && verifies(Bytes.ofText(text), blob.slice(ID_BYTES, ID_BYTES + SIGNATURE_BYTES));
    } catch (Broken e) {
      return false;
    }
  }

  private boolean verifies(Bytes text, Bytes signature) {
    try {
      Signature engine = ed25519();
      engine.initVerify(key);
      engine.update(text.copy());
      return engine.verify(signature.copy());
    } catch (SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key was usable before", e);
    }
  }

  private static Signature ed25519() throws NoSuchAlgorithmException {
    return Signature.getInstance("Ed25519");
  }
}
