package org.mingjing.exchange.operations;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mingjing.policy.Text;

/** What fsck has found so far. It comes about nearly in the order of the log. */
final class Findings {
  /** What lies beyond these would not be shown. */
  private static final int MOST_KEPT = 1000;

  /** Something is wrong between two indexes, and it does not show where. */
  private record Stretch(long from, long until, Text text) {}

  private final List<Fsck.Finding> found = new ArrayList<>();
  private final List<Stretch> stretches = new ArrayList<>();

  /** An entry is wrong by itself, or stands for what is wrong beside it. */
  void at(long index, String zh, String en) {
    if (found.size() < MOST_KEPT) {
      found.add(new Fsck.Finding(index, new Text(zh, en)));
    }
  }

  /** Some entry of [from, until) is wrong. */
  void within(long from, long until, String zh, String en) {
    if (stretches.size() < MOST_KEPT) {
      stretches.add(new Stretch(from, until, new Text(zh, en)));
    }
  }

  /**
   * The first by index. What is said of a stretch belongs to the first entry in it of which more is
   * known, and to its beginning if there is none; a short stretch tells more than a long one.
   */
  List<Fsck.Finding> first(int most) {
    List<Fsck.Finding> all = new ArrayList<>(found);
    stretches.stream()
        .sorted(Comparator.comparingLong(stretch -> stretch.until() - stretch.from()))
        .forEach(stretch -> all.add(new Fsck.Finding(place(stretch, all), stretch.text())));
    return all.stream().sorted(Comparator.comparingLong(Fsck.Finding::index)).limit(most).toList();
  }

  private static long place(Stretch stretch, List<Fsck.Finding> known) {
    return known.stream()
        .mapToLong(Fsck.Finding::index)
        .filter(index -> index >= stretch.from() && index < stretch.until())
        .min()
        .orElse(stretch.from());
  }
}
