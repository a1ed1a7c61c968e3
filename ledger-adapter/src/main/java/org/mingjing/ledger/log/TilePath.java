package org.mingjing.ledger.log;

import java.util.Locale;
import org.mingjing.ledger.merkle.Tile;

/**
 * Where C2SP tlog-tiles puts a tile, below the log's prefix: {@code tile/L/N} and {@code
 * tile/entries/N}, with {@code .p/W} for a partial one.
 */
public final class TilePath {
  private static final String FOLDER = "tile/";

  private TilePath() {}

  /** {@code width} hashes of tile {@code n} of a level. */
  public static String hashes(int level, long n, int width) {
    return FOLDER + level + "/" + number(n) + partial(width);
  }

  /** The first {@code width} entries of bundle {@code n}. */
  public static String entries(long n, int width) {
    return FOLDER + "entries/" + number(n) + partial(width);
  }

  private static String partial(int width) {
    return width == Tile.WIDTH ? "" : ".p/" + width;
  }

  /** In groups of three digits, all but the last after an x: {@code x001/x234/067}. */
  private static String number(long n) {
    String path = String.format(Locale.ROOT, "%03d", n % 1000);
    for (long rest = n / 1000; rest > 0; rest /= 1000) {
      path = String.format(Locale.ROOT, "x%03d/%s", rest % 1000, path);
    }
    return path;
  }
}
