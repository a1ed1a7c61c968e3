package org.mingjing.ledger.checkpoint;

import org.mingjing.ledger.merkle.Hash;

/** A tree head as C2SP tlog-checkpoint writes it, without extension lines. */
public record Checkpoint(String origin, long size, Hash root) {
  /** Checks that the text can be written. */
  public Checkpoint {
    KeyId.requireName(origin);
    if (size < 0) {
      throw new InvalidNote("the size of a checkpoint is negative");
    }
  }

  /** The text that is signed: origin, size and root, a line each. */
  public String text() {
    return origin + "\n" + size + "\n" + root.toBase64() + "\n";
  }

  /**
   * Reads exactly what {@link #text} writes.
   *
   * @throws InvalidNote naming what is wrong
   */
  public static Checkpoint parse(String text) {
    String[] lines = text.split("\n", -1);
    if (lines.length != 4 || !lines[3].isEmpty()) {
      throw new InvalidNote("a checkpoint has three lines: origin, size, root");
    }
    byte[] root = KeyId.decode(lines[2], "the root of the checkpoint");
    if (root.length != Hash.LENGTH) {
      throw new InvalidNote("the root of the checkpoint has not 32 bytes");
    }
    return new Checkpoint(lines[0], size(lines[1]), Hash.of(root));
  }

  private static long size(String decimal) {
    long size;
    try {
      size = Long.parseLong(decimal);
    } catch (NumberFormatException e) {
      throw new InvalidNote("the size of the checkpoint is not a number");
    }
    if (!Long.toString(size).equals(decimal)) {
      throw new InvalidNote("the size of the checkpoint is not in its canonical form");
    }
    return size;
  }
}
