package org.mingjing.ledger.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.mingjing.ledger.crypto.Ed25519PublicKey;

/**
 * Verifies notes of one key. Stricter than C2SP signed-note, which ignores lines of unknown keys: a
 * note has exactly one signature, this key's, so that nothing unverified is left in what was
 * verified.
 */
public final class NoteVerifier {
  private static final String LINE_START = "— ";

  private final String name;
  private final Ed25519PublicKey key;
  private final byte[] id;

  NoteVerifier(String name, Ed25519PublicKey key) {
    this.name = name;
    this.key = key;
    this.id = KeyId.of(name, key);
  }

  /**
   * Reads {@code name+id+Base64(0x01 ‖ public key)}.
   *
   * @throws InvalidNote naming what is wrong
   */
  public static NoteVerifier parse(String verifierKey) {
    int first = verifierKey.indexOf('+');
    int second = verifierKey.indexOf('+', first + 1);
    if (first < 0 || second < 0) {
      throw new InvalidNote("a verifier key has the form name+id+key");
    }
    String name = verifierKey.substring(0, first);
    KeyId.requireName(name);
    byte[] typed = KeyId.decode(verifierKey.substring(second + 1), "the verifier key");
    if (typed.length != 1 + Ed25519PublicKey.BYTES || typed[0] != KeyId.ED25519) {
      throw new InvalidNote("the verifier key is not an Ed25519 key");
    }
    var verifier = new NoteVerifier(name, publicKey(Arrays.copyOfRange(typed, 1, typed.length)));
    if (!verifier.hexId().equals(verifierKey.substring(first + 1, second))) {
      throw new InvalidNote("the id of the verifier key does not belong to name and key");
    }
    return verifier;
  }

  private static Ed25519PublicKey publicKey(byte[] bytes) {
    try {
      return Ed25519PublicKey.of(bytes);
    } catch (IllegalArgumentException e) {
      throw new InvalidNote("the verifier key is not an Ed25519 key");
    }
  }

  private String hexId() {
    return HexFormat.of().formatHex(id);
  }

  /** The key's name; for a log its origin. */
  public String name() {
    return name;
  }

  /** The key as {@link #parse} reads it. */
  public String verifierKey() {
    return KeyId.verifierKey(name, key);
  }

  /** The public key. */
  public Ed25519PublicKey publicKey() {
    return key;
  }

  /**
   * The text of a note with exactly one signature line, which must be this key's.
   *
   * @throws InvalidNote naming what is wrong
   */
  public String text(String note) {
    int blank = note.lastIndexOf("\n\n");
    if (blank < 0) {
      throw new InvalidNote("the note has no blank line before its signature");
    }
    String text = note.substring(0, blank + 1);
    requireLine(text, note.substring(blank + 2));
    return text;
  }

  /**
   * Opens a signed checkpoint of the log that this key belongs to: signature, form, and origin =
   * key name (C2SP tlog-checkpoint).
   *
   * @throws InvalidNote naming what is wrong
   */
  public Checkpoint open(String signedCheckpoint) {
    Checkpoint checkpoint = Checkpoint.parse(text(signedCheckpoint));
    if (!checkpoint.origin().equals(name)) {
      throw new InvalidNote("the checkpoint is of " + checkpoint.origin() + ", not of " + name);
    }
    return checkpoint;
  }

  /**
   * Checks that {@code line}, newline included, is this key's signature line over the text.
   *
   * @throws InvalidNote naming what is wrong
   */
  public void requireLine(String text, String line) {
    NoteText.require(text);
    byte[] blob = blob(line);
    if (!Arrays.equals(id, Arrays.copyOf(blob, KeyId.BYTES))) {
      throw new InvalidNote("the signature is of another key than " + name + "+" + hexId());
    }
    byte[] signature = Arrays.copyOfRange(blob, KeyId.BYTES, blob.length);
    if (!key.verify(text.getBytes(StandardCharsets.UTF_8), signature)) {
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
}
