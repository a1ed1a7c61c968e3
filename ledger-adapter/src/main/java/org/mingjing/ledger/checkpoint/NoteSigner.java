package org.mingjing.ledger.checkpoint;

import java.nio.charset.StandardCharsets;
import org.mingjing.ledger.canonical.StrictBase64;
import org.mingjing.ledger.crypto.Ed25519Key;

/**
 * Signs notes (C2SP signed-note, algorithm 0x01) under a name. Immutable; safe for many threads.
 */
public final class NoteSigner {
  private final String name;
  private final Ed25519Key key;
  private final byte[] id;

  /** The signer of that name; for a log the name is its origin. */
  public NoteSigner(String name, Ed25519Key key) {
    KeyId.requireName(name);
    this.name = name;
    this.key = key;
    this.id = KeyId.of(name, key.publicKey());
  }

  /** The name in front of the signature. */
  public String name() {
    return name;
  }

  /** The signed note: text, blank line, one signature line. */
  public String sign(String text) {
    return text + "\n" + signatureLine(text);
  }

  /**
   * The line {@code — name Base64(id ‖ signature)} with its newline, so that it can be appended.
   */
  public String signatureLine(String text) {
    NoteText.require(text);
    byte[] signature = key.sign(text.getBytes(StandardCharsets.UTF_8));
    var blob = new byte[KeyId.BYTES + signature.length];
    System.arraycopy(id, 0, blob, 0, KeyId.BYTES);
    System.arraycopy(signature, 0, blob, KeyId.BYTES, signature.length);
    return "— " + name + " " + StrictBase64.encode(blob) + "\n";
  }

  /** The key that verifies: {@code name+id+Base64(0x01 ‖ public key)}. */
  public String verifierKey() {
    return KeyId.verifierKey(name, key.publicKey());
  }

  /** The verifier for this signer's notes. */
  public NoteVerifier verifier() {
    return new NoteVerifier(name, key.publicKey());
  }
}
