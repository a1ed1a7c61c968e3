package org.mingjing.ledger.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.mingjing.ledger.crypto.Ed25519Key;
import org.mingjing.ledger.crypto.Sm2Key;

/**
 * Signs notes (C2SP signed-note) under a name: with Ed25519 (algorithm 0x01) and, where there is
 * such a key, also with SM2, a line each in this order. Immutable; safe for many threads.
 */
public final class NoteSigner {
  private final String name;
  private final Ed25519Key key;
  private final LineVerifier line;
  private final Optional<Sm2Key> sm2;
  private final NoteVerifier verifier;

  /** The signer of that name; for a log the name is its origin. */
  public NoteSigner(String name, Ed25519Key key) {
    this(name, key, Optional.empty());
  }

  /**
   * One that signs with SM2 too. A log has the same keys from its first checkpoint on: whoever
   * verifies demands exactly their lines.
   */
  public NoteSigner(String name, Ed25519Key key, Sm2Key sm2) {
    this(name, key, Optional.of(sm2));
  }

  private NoteSigner(String name, Ed25519Key key, Optional<Sm2Key> sm2) {
    KeyId.requireName(name);
    this.name = name;
    this.key = key;
    this.line = LineVerifier.of(name, key.publicKey());
    this.sm2 = sm2;
    this.verifier = new NoteVerifier(name, key.publicKey(), sm2.map(Sm2Key::publicKey));
  }

  /** The name in front of the signature. */
  public String name() {
    return name;
  }

  /** The signed note: text, blank line, signature lines. */
  public String sign(String text) {
    return text + "\n" + signatureLine(text);
  }

  /**
   * The line {@code — name Base64(id ‖ signature)} with its newline, so that it can be appended;
   * the one of SM2 follows, if there is such a key.
   */
  public String signatureLine(String text) {
    NoteText.require(text);
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    String second =
        sm2.map(secondKey -> verifier.sm2Line().orElseThrow().line(secondKey.sign(message)))
            .orElse("");
    return line.line(key.sign(message)) + second;
  }

  /** The keys that verify, as {@link NoteVerifier#parse} reads them. */
  public String verifierKey() {
    return verifier.verifierKey();
  }

  /** The verifier for this signer's notes. */
  public NoteVerifier verifier() {
    return verifier;
  }
}
