package org.mingjing.ledger.checkpoint;

import java.util.Optional;
import org.mingjing.ledger.crypto.Ed25519PublicKey;
import org.mingjing.ledger.crypto.Sm2PublicKey;

/**
 * Verifies notes of one name's key or keys. Stricter than C2SP signed-note, which ignores lines of
 * unknown keys: a note has exactly one signature line of each key, in the order of the keys, so
 * that nothing unverified is left in what was verified.
 */
public final class NoteVerifier {
  private final String name;
  private final Ed25519PublicKey key;
  private final LineVerifier line;
  private final Optional<LineVerifier> sm2Line;

  NoteVerifier(String name, Ed25519PublicKey key, Optional<Sm2PublicKey> sm2) {
    this.name = name;
    this.key = key;
    this.line = LineVerifier.of(name, key);
    this.sm2Line = sm2.map(second -> LineVerifier.of(name, second));
  }

  /**
   * Reads {@code name+id+Base64(0x01 ‖ public key)}; after a space may follow the SM2 key of the
   * same name, {@code name+id+Base64(0xff ‖ "GB/T 32918 SM2 SM3" ‖ public key)}.
   *
   * @throws InvalidNote naming what is wrong
   */
  public static NoteVerifier parse(String verifierKeys) {
    int space = verifierKeys.indexOf(' ');
    TypedKey first = TypedKey.parse(space < 0 ? verifierKeys : verifierKeys.substring(0, space));
    if (space < 0) {
      return new NoteVerifier(first.name(), first.ed25519(), Optional.empty());
    }
    TypedKey second = TypedKey.parse(verifierKeys.substring(space + 1));
    if (!second.name().equals(first.name())) {
      throw new InvalidNote("the keys of a note have one name");
    }
    return new NoteVerifier(first.name(), first.ed25519(), Optional.of(second.sm2()));
  }

  /** The key's name; for a log its origin. */
  public String name() {
    return name;
  }

  /** The keys as {@link #parse} reads them. */
  public String verifierKey() {
    return line.verifierKey() + sm2Line.map(second -> " " + second.verifierKey()).orElse("");
  }

  Optional<LineVerifier> sm2Line() {
    return sm2Line;
  }

  /** The Ed25519 key. */
  public Ed25519PublicKey publicKey() {
    return key;
  }

  /**
   * The text of a note with exactly one signature line of each key, in their order.
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
   * Checks that {@code lines}, newlines included, are the keys' signature lines over the text.
   *
   * @throws InvalidNote naming what is wrong
   */
  public void requireLine(String text, String lines) {
    NoteText.require(text);
    int end = sm2Line.isPresent() ? lines.indexOf('\n') + 1 : lines.length();
    line.require(text, lines.substring(0, end));
    sm2Line.ifPresent(second -> second.require(text, lines.substring(end)));
  }
}
