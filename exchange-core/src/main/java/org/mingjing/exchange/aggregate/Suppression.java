package org.mingjing.exchange.aggregate;

/**
 * Which cells of a table of counts must not be told, so that none that is small can be worked out
 * from those that are, from the totals of rows and columns, and from knowing that each suppressed
 * cell has at least one.
 *
 * <p>A small cell is protected by a rectangle of suppressed cells that it is a corner of: what one
 * pair of opposite corners gains, the other loses, and every total stays. The rectangle has room
 * for as many values of the small cell as the least that is told (the hypercube method: S.
 * Giessing, D. Repsilber, "Tools and strategies to protect multiple tables with the GHQUAR cell
 * suppression engine", 2002). Totals are rows and columns of the same table: a total that is small
 * is suppressed as any cell, and may be the corner of a rectangle.
 */
public final class Suppression {
  private static final long NO_END = Long.MAX_VALUE / 4;

  private final long[][] counts;
  private final boolean[][] hidden;
  private final long least;

  private Suppression(long[][] counts, long least) {
    this.counts = withTotals(counts);
    this.least = least;
    this.hidden = new boolean[this.counts.length][this.counts[0].length];
  }

  /**
   * Decides on a table.
   *
   * @param counts by row and column, none negative; at least one of each, and all rows of one
   *     length
   * @param least a cell of fewer, and not of none, is small; 2 or more
   * @return whether each cell is suppressed, with the totals: one row and one column more
   */
  public static boolean[][] of(long[][] counts, long least) {
    Suppression suppression = new Suppression(counts, least);
    suppression.protect();
    return suppression.hidden;
  }

  private static long[][] withTotals(long[][] counts) {
    int columns = counts[0].length;
    long[][] all = new long[counts.length + 1][columns + 1];
    for (int row = 0; row < counts.length; row++) {
      for (int column = 0; column < columns; column++) {
        long count = counts[row][column];
        all[row][column] = count;
        all[row][columns] += count;
        all[counts.length][column] += count;
        all[counts.length][columns] += count;
      }
    }
    return all;
  }

  private void protect() {
    for (int row = 0; row < counts.length; row++) {
      for (int column = 0; column < counts[row].length; column++) {
        hidden[row][column] = small(row, column);
      }
    }
    for (int row = 0; row < counts.length; row++) {
      for (int column = 0; column < counts[row].length; column++) {
        if (small(row, column)) {
          protect(row, column);
        }
      }
    }
  }

  private boolean small(int row, int column) {
    return counts[row][column] > 0 && counts[row][column] < least;
  }

  /**
   * Suppresses the rectangle that costs least. There always is one: the totals of a cell's row and
   * column, and of all, move with the cell without end.
   */
  private void protect(int row, int column) {
    int otherRow = row;
    int otherColumn = column;
    long cheapest = Long.MAX_VALUE;
    for (int r = 0; r < counts.length; r++) {
      for (int c = 0; c < counts[r].length; c++) {
        long price = price(r, c) + price(row, c) + price(r, column);
        if (r != row && c != column && price < cheapest && room(row, column, r, c) >= least - 1) {
          cheapest = price;
          otherRow = r;
          otherColumn = c;
        }
      }
    }
    hidden[otherRow][otherColumn] = true;
    hidden[row][otherColumn] = true;
    hidden[otherRow][column] = true;
  }

  /** What is told less by suppressing a cell: nothing if it is suppressed already. */
  private long price(int row, int column) {
    return hidden[row][column] ? 0 : counts[row][column] + least;
  }

  /**
   * How far a cell can move with the other corners of a rectangle, each keeping at least one; none
   * has room whose corner is known to be empty. In one row, an ordinary cell loses what another
   * gains, and a total gains as much; so it is in a column.
   */
  private long room(int row, int column, int otherRow, int otherColumn) {
    int inRow = isTotal(column, otherColumn, counts[0].length) ? 1 : -1;
    int inColumn = isTotal(row, otherRow, counts.length) ? 1 : -1;
    long down = counts[row][column] - 1;
    long up = NO_END;
    int[][] corners = {
      {row, otherColumn, inRow},
      {otherRow, column, inColumn},
      {otherRow, otherColumn, inRow * inColumn}
    };
    for (int[] corner : corners) {
      long spare = counts[corner[0]][corner[1]] - 1;
      if (spare < 0) {
        return -1;
      }
      if (corner[2] > 0) {
        down = Math.min(down, spare);
      } else {
        up = Math.min(up, spare);
      }
    }
    return down + up;
  }

  private static boolean isTotal(int one, int other, int size) {
    return one == size - 1 || other == size - 1;
  }
}
