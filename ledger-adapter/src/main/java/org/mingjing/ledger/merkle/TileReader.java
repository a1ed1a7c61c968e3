package org.mingjing.ledger.merkle;

/** Reads stored tiles (C2SP tlog-tiles). */
@FunctionalInterface
public interface TileReader {
  /**
   * The first {@code width} hashes of tile {@code n} of a level, concatenated.
   *
   * @param width 256 for a full tile, else 1 to 255
   */
  byte[] tile(int level, long n, int width);
}
