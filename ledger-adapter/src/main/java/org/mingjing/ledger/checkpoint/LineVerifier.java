package org.mingjing.ledger.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.BiPredicate;
import org.mingjing.ledger.canonical.StrictBase64;
import org.mingjing.ledger.crypto.Ed25519PublicKey;
import org.mingjing.ledger.crypto.Sm2PublicKey;

/** One key of a note: verifies one signature line. */
final class LineVerifier {
  private static final String LINE_START = "— ";

  private final String name;
  private final byte[] typedKey;
  private final byte[] id;
  private final BiPredicate<byte[], byte[]> verifies;

  private LineVerifier(String name, byte[] typedKey, BiPredicate<byte[], byte[]> verifies) {
    this.name = name;
    this.typedKey = typedKey;
    this.id = KeyId.of(name, typedKey);
    this.verifies = verifies;
  }

  static LineVerifier of(String name, Ed25519PublicKey key) {
    return new LineVerifier(name, KeyId.ED25519.with(key.bytes()), key::verify);
  }

  static LineVerifier of(String name, Sm2PublicKey key) {
    return new LineVerifier(name, KeyId.SM2.with(key.bytes()), key::verify);
  }

  /** {@code name+id+Base64(type ‖ key)}. */
  String verifierKey() {
    return name + "+" + hexId() + "+" + StrictBase64.encode(typedKey);
  }

  /** The line of a signature, newline included. */
  String line(byte[] signature) {
    byte[] blob = Arrays.copyOf(id, id.length + signature.length);
    System.arraycopy(signature, 0, blob, id.length, signature.length);
    return LINE_START + name + " " + StrictBase64.encode(blob) + "\n";
  }

  /** Demands that the line, newline included, is this key's over the text. */
  void require(String text, String line) {
    byte[] blob = blob(line);
    if (!Arrays.equals(id, Arrays.copyOf(blob, KeyId.BYTES))) {
      throw new InvalidNote("the signature is of another key than " + name + "+" + hexId());
    }
    byte[] signature = Arrays.copyOfRange(blob, KeyId.BYTES, blob.length);
    if (!verifies.test(text.getBytes(StandardCharsets.UTF_8), signature)) {
      throw new InvalidNote("the signature of " + name + "+" + hexId() + " does not fit the text");
    }
  }

  private byte[] blob(String line) {
    String start = LINE_START + name + " ";
    if (!line.startsWith(start) || line.indexOf('\n') != line.length() - 1) {
      throw new InvalidNote("one signature line of " + name + " is expected, and nothing after it");
    }
    byte[] blob = KeyId.decode(line.substring(start.length(), line.length() - 1), "the signature");
    if (blob.length < KeyId.BYTES) {
      throw new InvalidNote("the signature is too short");
    }
    return blob;
  }

  String hexId() {
    return HexFormat.of().formatHex(id);
  }
}
