package org.mingjing.ledger.merkle;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Subtree hashes out of the tiles of a tree of a fixed size. It remembers the tiles it read last,
 * since one proof asks for several hashes of each; make one for a proof or a run, and do not share
 * it between threads.
 */
public final class TileHashes implements HashReader {
  /** More than one proof can touch: two tiles on each of eight levels. */
  private static final int REMEMBERED = 16;

  private final long size;
  private final TileReader reader;
  private final Map<Address, byte[]> tiles = new LinkedHashMap<>();

  private record Address(int level, long n) {}

  /** Reads tiles of the tree with {@code size} leaves: the last tile of a level may be partial. */
  public TileHashes(TileReader reader, long size) {
    this.size = size;
    this.reader = reader;
  }

  @Override
  public Hash subtree(int height, long index) {
    if (height < 0 || index < 0 || index >= size >> height) {
      throw new IndexOutOfBoundsException("no complete subtree " + index + " of height " + height);
    }
    int level = height / Tree.TILE_HEIGHT;
    int above = height % Tree.TILE_HEIGHT;
    long first = index << above;
    byte[] tile = tile(new Address(level, first >> Tree.TILE_HEIGHT));
    return fold(tile, (int) (first & (Tile.WIDTH - 1)), 1 << above, new Sha256());
  }

  private static Hash fold(byte[] tile, int from, int count, Sha256 sha) {
    if (count == 1) {
      return Hash.of(tile, from * Hash.LENGTH, Hash.LENGTH);
    }
    int half = count / 2;
    return sha.node(fold(tile, from, half, sha), fold(tile, from + half, half, sha));
  }

  private byte[] tile(Address address) {
    byte[] known = tiles.get(address);
    if (known != null) {
      return known;
    }
    if (tiles.size() == REMEMBERED) {
      tiles.remove(tiles.keySet().iterator().next());
    }
    byte[] read = read(address);
    tiles.put(address, read);
    return read;
  }

  private byte[] read(Address address) {
    long inLevel = size >> (address.level() * Tree.TILE_HEIGHT);
    int width = (int) Math.min(Tile.WIDTH, inLevel - address.n() * Tile.WIDTH);
    byte[] tile = reader.tile(address.level(), address.n(), width);
    if (tile.length != width * Hash.LENGTH) {
      throw new IllegalArgumentException(
          address + " has " + tile.length + " bytes, not " + width * Hash.LENGTH);
    }
    return tile;
  }
}
