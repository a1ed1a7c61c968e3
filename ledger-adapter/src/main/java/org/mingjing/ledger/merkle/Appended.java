package org.mingjing.ledger.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of one {@link Tree#append}: the new tree, its full tiles, a proof for every new leaf.
 */
public final class Appended {
  private final Tree before;
  private final Tree tree;

  /** By height: the earlier edge and everything the batch completed. */
  private final Row[] rows;

  private final Hash[] partials;

  Appended(Tree before, Tree tree, Row[] rows) {
    this.before = before;
    this.tree = tree;
    this.rows = rows;
    this.partials = Tree.partials(tree.size(), rows);
  }

  /** The tree with the batch. */
  public Tree tree() {
    return tree;
  }

  /** Index of the first leaf of the batch. */
  public long first() {
    return before.size();
  }

  /** The tiles that this batch completed, level by level, each level in order. */
  public List<Tile> fullTiles() {
    var tiles = new ArrayList<Tile>();
    for (int height = 0; height < rows.length; height += Tree.TILE_HEIGHT) {
      long end = tree.size() >> height >> Tree.TILE_HEIGHT;
      for (long n = before.size() >> height >> Tree.TILE_HEIGHT; n < end; n++) {
        byte[] hashes = rows[height].concatenated(n * Tile.WIDTH, Tile.WIDTH);
        tiles.add(new Tile(height / Tree.TILE_HEIGHT, n, hashes));
      }
    }
    return tiles;
  }

  /**
   * The inclusion proof (RFC 6962 section 2.1.1) of leaf {@code first() + i} in {@link #tree()}.
   * Looked up, not computed: every sibling lies in the earlier edge or in the batch.
   */
  public List<Hash> proof(int i) {
    long size = tree.size();
    long index = first() + i;
    if (i < 0 || index >= size) {
      throw new IndexOutOfBoundsException("the batch has no leaf " + i);
    }
    var proof = new ArrayList<Hash>(rows.length);
    for (int height = 0; (size - 1) >> height > 0; height++) {
      long sibling = index >> height ^ 1;
      if (sibling < size >> height) {
        proof.add(rows[height].get(sibling));
      } else if (sibling << height < size) {
        proof.add(partials[height]);
      }
    }
    return List.copyOf(proof);
  }
}
