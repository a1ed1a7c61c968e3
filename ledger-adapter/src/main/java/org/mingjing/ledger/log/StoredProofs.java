package org.mingjing.ledger.log;

import java.sql.Connection;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Proofs;
import org.mingjing.ledger.merkle.Tile;
import org.mingjing.ledger.merkle.TileHashes;

/**
 * Inclusion proofs out of the database, for whoever makes many; safe for many threads.
 *
 * <p>Full tiles are read. The unfinished tile of a level is not stored, and deriving it from what
 * lies below costs up to two megabytes and 65,000 hashes: so what was derived is kept and only
 * continued. Nothing that is kept is believed: a proof that does not lead to the checkpoint is made
 * again from the database alone.
 */
public final class StoredProofs {
  /** Tiles of 8 KB. */
  private static final int KEPT = 256;

  private final Map<Address, byte[]> kept = new LinkedHashMap<>(KEPT, 0.75f, true);

  private record Address(int level, long n) {}

  /**
   * PATH(index, D[size]) of RFC 6962 section 2.1.1, leaf's sibling first. From a database that was
   * changed it comes as wrong as that is; whoever verifies it finds out.
   *
   * @throws JdbcLogException if the database cannot be read
   * @throws LogRefused if it lacks something
   */
  public List<Hash> inclusion(Connection connection, long index, Checkpoint head) {
    JdbcTiles stored = new JdbcTiles(connection);
    TileHashes hashes =
        new TileHashes((level, n, width) -> tile(stored, level, n, width), head.size());
    List<Hash> proof = Proofs.inclusion(index, head.size(), hashes);
    Hash leaf = hashes.subtree(0, index);
    if (Proofs.verifyInclusion(leaf, index, head.size(), proof, head.root())) {
      return proof;
    }
    forget();
    return Proofs.inclusion(index, head.size(), new TileHashes(stored, head.size()));
  }

  private byte[] tile(JdbcTiles stored, int level, long n, int width) {
    int length = width * Hash.LENGTH;
    byte[] known = known(new Address(level, n));
    if (known.length >= length) {
      return Arrays.copyOf(known, length);
    }
    if (known.length == 0) {
      Optional<byte[]> full = stored.full(level, n);
      if (full.isPresent() || width == Tile.WIDTH) {
        byte[] tile = full.orElseGet(() -> stored.tile(level, n, width));
        if (level > 0) {
          keep(new Address(level, n), tile);
        }
        return Arrays.copyOf(tile, length);
      }
    }
    byte[] continued = continued(stored, new Address(level, n), known, width);
    keep(new Address(level, n), continued);
    return continued;
  }

  private static byte[] continued(JdbcTiles stored, Address at, byte[] known, int width) {
    int have = known.length / Hash.LENGTH;
    byte[] tile = Arrays.copyOf(known, width * Hash.LENGTH);
    int offset = known.length;
    for (Hash hash : stored.edge(at.level(), at.n() * Tile.WIDTH + have, width - have)) {
      hash.copyTo(tile, offset);
      offset += Hash.LENGTH;
    }
    return tile;
  }

  private synchronized byte[] known(Address at) {
    return kept.getOrDefault(at, new byte[0]);
  }

  private synchronized void keep(Address at, byte[] tile) {
    kept.merge(at, tile, (before, now) -> now.length > before.length ? now : before);
    if (kept.size() > KEPT) {
      kept.remove(kept.keySet().iterator().next());
    }
  }

  private synchronized void forget() {
    kept.clear();
  }
}
