package org.mingjing.ledger.merkle;

import java.util.Arrays;
import java.util.List;

/**
 * The right edge of a log: all that is needed to append and to prove what was appended. It keeps,
 * for every height, the hashes of the complete subtrees inside the unfinished tile of that height,
 * so that a batch costs about one hash a leaf and never reads anything. At most 1,100 hashes at a
 * million leaves. Immutable.
 */
public final class Tree {
  static final int TILE_HEIGHT = 8;

  private static final Tree EMPTY = new Tree(0, new Row[0]);

  private final long size;

  /** By height; exactly the heights at which there is a complete subtree. */
  private final Row[] rows;

  private final Hash root;

  private Tree(long size, Row[] rows) {
    this.size = size;
    this.rows = rows;
    this.root = partials(size, rows)[rows.length];
  }

  /** The tree without leaves; its root is the hash of the empty string (RFC 6962 section 2.1). */
  public static Tree empty() {
    return EMPTY;
  }

  /**
   * Restores the edge from stored hashes: at most 255 for every tile level. Whoever restores
   * compares {@link #root()} with a signed checkpoint, since nothing else shows that the hashes are
   * right.
   */
  public static Tree restore(long size, EdgeReader reader) {
    if (size < 0) {
      throw new IllegalArgumentException("negative size " + size);
    }
    var rows = new Row[heights(size)];
    var sha = new Sha256();
    for (int height = 0; height < rows.length; height++) {
      long start = edgeStart(size, height);
      rows[height] =
          height % TILE_HEIGHT == 0
              ? readRow(reader, height / TILE_HEIGHT, start, size >> height)
              : rows[height - 1].parents(new Row(start, new Hash[0]), size >> height, sha);
    }
    return new Tree(size, rows);
  }

  private static Row readRow(EdgeReader reader, int level, long start, long end) {
    int count = Math.toIntExact(end - start);
    List<Hash> hashes = count == 0 ? List.of() : reader.edge(level, start, count);
    if (hashes.size() != count) {
      throw new IllegalArgumentException(
          "level " + level + " from " + start + ": " + hashes.size() + " hashes, not " + count);
    }
    return new Row(start, hashes.toArray(Hash[]::new));
  }

  /** Number of leaves. */
  public long size() {
    return size;
  }

  /** The Merkle tree hash of all leaves (RFC 6962 section 2.1). */
  public Hash root() {
    return root;
  }

  /**
   * The compact range [0, size): the roots of its complete subtrees, largest first, concatenated.
   */
  public byte[] frontier() {
    var bytes = new byte[Long.bitCount(size) * Hash.LENGTH];
    int offset = 0;
    for (int height = rows.length - 1; height >= 0; height--) {
      if ((size >> height & 1) == 1) {
        rows[height].get((size >> height) - 1).copyTo(bytes, offset);
        offset += Hash.LENGTH;
      }
    }
    return bytes;
  }

  /** The hashes in the unfinished tile of a level (C2SP tlog-tiles), concatenated; maybe none. */
  public byte[] unfinishedTile(int level) {
    int height = level * TILE_HEIGHT;
    if (height >= rows.length) {
      return new byte[0];
    }
    long start = edgeStart(size, height);
    return rows[height].concatenated(start, Math.toIntExact((size >> height) - start));
  }

  /** Appends leaf hashes; this tree stays as it is. An empty batch is allowed. */
  public Appended append(List<Hash> leafHashes) {
    long newSize = Math.addExact(size, leafHashes.size());
    var grown = new Row[heights(newSize)];
    var sha = new Sha256();
    for (int height = 0; height < grown.length; height++) {
      Row old = height < rows.length ? rows[height] : new Row(0, new Hash[0]);
      grown[height] =
          height == 0
              ? old.plus(leafHashes)
              : grown[height - 1].parents(old, newSize >> height, sha);
    }
    return new Appended(this, new Tree(newSize, trimmed(grown, newSize)), grown);
  }

  /**
   * The root of a complete subtree out of the hashes of its equal parts, such as a full tile.
   *
   * @param parts a power of two of them
   */
  public static Hash subtreeRoot(List<Hash> parts) {
    if (Integer.bitCount(parts.size()) != 1) {
      throw new IllegalArgumentException(parts.size() + " parts are no complete subtree");
    }
    var sha = new Sha256();
    var row = new Row(0, parts.toArray(Hash[]::new));
    for (long count = parts.size() / 2; count > 0; count /= 2) {
      row = row.parents(new Row(0, new Hash[0]), count, sha);
    }
    return row.get(0);
  }

  private static Row[] trimmed(Row[] grown, long size) {
    var edge = new Row[grown.length];
    Arrays.setAll(edge, height -> grown[height].from(edgeStart(size, height)));
    return edge;
  }

  /** Index of the first subtree of this height in the unfinished tile that holds the height. */
  private static long edgeStart(long size, int height) {
    int tileHeight = height - height % TILE_HEIGHT;
    long tileStart = (size >> tileHeight) & -Tile.WIDTH;
    return tileStart >> (height - tileHeight);
  }

  /** Number of heights at which a tree of this size has a complete subtree. */
  private static int heights(long size) {
    return Long.SIZE - Long.numberOfLeadingZeros(size);
  }

  /**
   * For every height the hash of the leaves right of its last complete subtree, and at the end the
   * root. Where there are no such leaves stands the hash of nothing, which no proof asks for.
   */
  static Hash[] partials(long size, Row[] rows) {
    var sha = new Sha256();
    var partials = new Hash[rows.length + 1];
    partials[0] = sha.ofNothing();
    for (int height = 0; height < rows.length; height++) {
      long complete = size >> height;
      Hash rest = partials[height];
      if ((complete & 1) == 0) {
        partials[height + 1] = rest;
      } else {
        Hash last = rows[height].get(complete - 1);
        boolean restIsEmpty = complete << height == size;
        partials[height + 1] = restIsEmpty ? last : sha.node(last, rest);
      }
    }
    return partials;
  }
}
