package org.mingjing.exchange.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SuppressionTest {

  @Test
  void a_table_without_small_cells_is_told_whole() {
    boolean[][] hidden = Suppression.of(new long[][] {{10, 12}, {0, 30}}, 10);

    assertThat(hidden).isEqualTo(new boolean[3][3]);
  }

  @Test
  void one_small_cell_takes_another_of_its_row_with_it() {
    boolean[][] hidden = Suppression.of(new long[][] {{4, 20, 50}}, 10);

    assertThat(hidden[0]).containsExactly(true, true, false, false);
  }

  @Test
  void of_two_small_cells_a_third_one_makes_up() {
    boolean[][] hidden = Suppression.of(new long[][] {{1, 2, 50}}, 10);

    assertThat(hidden[0]).containsExactly(true, true, true, false);
  }

  @Test
  void a_group_that_stands_alone_takes_the_total_with_it() {
    assertThat(Suppression.of(new long[][] {{4}}, 10))
        .isEqualTo(new boolean[][] {{true, true}, {true, true}});
    assertThat(Suppression.of(new long[][] {{4, 0}}, 10)[0]).containsExactly(true, false, true);
  }

  @Test
  void in_a_table_of_two_fields_a_rectangle_is_suppressed() {
    boolean[][] hidden = Suppression.of(new long[][] {{4, 20, 50}, {30, 40, 60}, {70, 80, 90}}, 10);

    assertThat(hidden[0]).containsExactly(true, true, false, false);
    assertThat(hidden[1]).containsExactly(true, true, false, false);
    assertThat(hidden[2]).containsExactly(false, false, false, false);
    assertThat(hidden[3]).containsExactly(false, false, false, false);
  }

  /** Tries every table that somebody who sees the rest could think of. */
  @Test
  void no_small_cell_or_total_can_be_worked_out() {
    long seed = System.nanoTime();
    System.out.println("SuppressionTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 400; i++) {
      int rows = 1 + random.nextInt(3);
      int columns = rows == 3 ? 2 : 1 + random.nextInt(3);
      long[][] counts = new long[rows][columns];
      for (long[] row : counts) {
        Arrays.setAll(row, j -> Math.max(0, random.nextInt(7) - 1));
      }
      check(counts, 3, 9);
    }
  }

  /** Corners of a rectangle may be small themselves: the larger the least, the more they matter. */
  @Test
  void nor_in_a_table_whose_cells_are_all_about_as_small() {
    long seed = System.nanoTime();
    System.out.println("SuppressionTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 400; i++) {
      long[][] counts = new long[2][2];
      for (long[] row : counts) {
        Arrays.setAll(row, j -> 1 + random.nextInt(10));
      }
      check(counts, 7, 16);
    }
  }

  private static void check(long[][] counts, long least, int highest) {
    boolean[][] hidden = Suppression.of(counts, least);
    long[][] all = totals(counts);
    Thought thought = new Thought(counts, all, hidden, highest);
    thought.think(0);
    for (int row = 0; row < all.length; row++) {
      for (int column = 0; column < all[0].length; column++) {
        boolean small = all[row][column] > 0 && all[row][column] < least;
        if (small) {
          assertThat(hidden[row][column]).isTrue();
          assertThat(thought.values(row, column))
              .as(
                  "%s at %d, %d: %s",
                  Arrays.deepToString(counts), row, column, Arrays.deepToString(hidden))
              .hasSizeGreaterThanOrEqualTo((int) least);
        }
      }
    }
  }

  private static long[][] totals(long[][] counts) {
    int rows = counts.length;
    int columns = counts[0].length;
    long[][] all = new long[rows + 1][columns + 1];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        long count = counts[row][column];
        all[row][column] += count;
        all[row][columns] += count;
        all[rows][column] += count;
        all[rows][columns] += count;
      }
    }
    return all;
  }

  /** All that the numbers told leave possible. */
  private static final class Thought {
    private final long[][] told;
    private final boolean[][] hidden;
    private final long[][] guess;
    private final Set<?>[][] seen;
    private final int highest;

    Thought(long[][] counts, long[][] all, boolean[][] hidden, int highest) {
      this.highest = highest;
      this.told = all;
      this.hidden = hidden;
      this.guess = new long[counts.length][counts[0].length];
      this.seen = new Set<?>[all.length][all[0].length];
      for (Set<?>[] row : seen) {
        Arrays.setAll(row, j -> new TreeSet<Long>());
      }
    }

    @SuppressWarnings("unchecked") // made above
    Set<Long> values(int row, int column) {
      return (Set<Long>) seen[row][column];
    }

    void think(int cell) {
      int columns = guess[0].length;
      if (cell == guess.length * columns) {
        note();
        return;
      }
      int row = cell / columns;
      int column = cell % columns;
      boolean free = hidden[row][column] && told[row][column] > 0;
      long from = free ? 1 : told[row][column];
      long to = free ? highest : told[row][column];
      for (long value = from; value <= to; value++) {
        guess[row][column] = value;
        boolean rowEnds = column == columns - 1;
        if (!rowEnds
            || hidden[row][columns]
            || Arrays.stream(guess[row]).sum() == told[row][columns]) {
          think(cell + 1);
        }
      }
    }

    private void note() {
      long[][] all = totals(guess);
      for (int row = 0; row < all.length; row++) {
        for (int column = 0; column < all[0].length; column++) {
          if (!hidden[row][column] && all[row][column] != told[row][column]) {
            return;
          }
        }
      }
      for (int row = 0; row < all.length; row++) {
        for (int column = 0; column < all[0].length; column++) {
          values(row, column).add(all[row][column]);
        }
      }
    }
  }
}
