package org.mingjing.ledger.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The path from one tree to a larger one (RFC 6962 section 2.1.2), made from the larger one's tiles
 * (C2SP tlog-tiles). Tiles need no trust: they lead to the signed roots or they do not.
 */
final class TileProof {
  private static final int TILE_HEIGHT = 8;
  private static final int TILE_WIDTH = 1 << TILE_HEIGHT;
  private static final int HASH_BYTES = 32;
  private static final Bytes NODE = Bytes.ofByte(1);

  private final Tiles tiles;
  private final long size;
  private final List<Bytes> path = new ArrayList<>();
  private final Map<String, Bytes> read = new HashMap<>();

  private TileProof(Tiles tiles, long size) {
    this.tiles = tiles;
    this.size = size;
  }

  /**
   * The path as {@link Consistency#roots} takes it: it begins with a subtree of both trees, even
   * where that is the whole first tree.
   *
   * @throws IOException when a tile that is needed is not there
   */
  static List<Bytes> path(long first, long second, Tiles tiles) throws IOException {
    var proof = new TileProof(tiles, second);
    proof.between(first, 0, second);
    return proof.path;
  }

  /** SUBPROOF of RFC 6962 section 2.1.2, from the bottom up, over the leaves [from, from + n). */
  private void between(long m, long from, long n) throws IOException {
    if (m == n) {
      path.add(root(from, n));
      return;
    }
    long k = Long.highestOneBit(n - 1);
    if (m <= k) {
      between(m, from, k);
      path.add(root(from + k, n - k));
    } else {
      between(m - k, from + k, n - k);
      path.add(root(from, k));
    }
  }

  /** MTH(D[from : from + n]); {@code from} is a multiple of the next power of two. */
  private Bytes root(long from, long n) throws IOException {
    if (Long.bitCount(n) == 1) {
      int height = Long.numberOfTrailingZeros(n);
      return subtree(height, from >> height);
    }
    long k = Long.highestOneBit(n - 1);
    return Bytes.sha256(NODE, root(from, k), root(from + k, n - k));
  }

  /** The root of the complete subtree of that height, the index-th of its row. */
  private Bytes subtree(int height, long index) throws IOException {
    int inTile = height % TILE_HEIGHT;
    long first = index << inTile;
    Bytes tile = tile(height / TILE_HEIGHT, first / TILE_WIDTH);
    return folded(tile, (int) (first % TILE_WIDTH), 1 << inTile);
  }

  private static Bytes folded(Bytes tile, int first, int count) {
    if (count == 1) {
      return tile.slice(first * HASH_BYTES, (first + 1) * HASH_BYTES);
    }
    int half = count / 2;
    return Bytes.sha256(NODE, folded(tile, first, half), folded(tile, first + half, half));
  }

  private Bytes tile(int level, long number) throws IOException {
    long row = size >> (TILE_HEIGHT * level);
    int width = (int) Math.min(TILE_WIDTH, row - number * TILE_WIDTH);
    String full = "tile/" + level + "/" + digits(number);
    Bytes known = read.get(full);
    if (known != null) {
      return known;
    }
    Bytes tile = width == TILE_WIDTH ? tiles.read(full, bytes(TILE_WIDTH)) : partial(full, width);
    read.put(full, tile);
    return tile;
  }

  /** A partial tile may be gone once the full one is there (C2SP tlog-tiles). */
  private Bytes partial(String full, int width) throws IOException {
    try {
      return tiles.read(full + ".p/" + width, bytes(width));
    } catch (IOException e) {
      try {
        return tiles.read(full, bytes(TILE_WIDTH)).slice(0, bytes(width));
      } catch (IOException neither) {
        e.addSuppressed(neither);
        throw e;
      }
    }
  }

  private static int bytes(int width) {
    return width * HASH_BYTES;
  }

  /** 1234067 is x001/x234/067. */
  private static String digits(long number) {
    String path = "%03d".formatted(number % 1000);
    for (long rest = number / 1000; rest > 0; rest /= 1000) {
      path = "x%03d/".formatted(rest % 1000) + path;
    }
    return path;
  }
}
