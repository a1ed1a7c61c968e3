package org.mingjing.ledger.log;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sorts entries by whether their charges fit. Used by one thread, {@link LogWriter}'s.
 *
 * <p>Within a day a quota's use only grows. So what was once found used up needs no asking again
 * that day, and whoever goes on calling against it keeps nobody else waiting.
 */
final class Quotas {
  private static final int REMEMBERED = 10_000;

  /** How often quotas were used, by key, of those that were found used up on {@link #day}. */
  private final Map<String, Long> usedUp = new HashMap<>();

  private LocalDate day = LocalDate.EPOCH;

  /**
   * Entries that have no fate yet, in the order of their arrival.
   *
   * @param fitting those that fit together
   * @param held those that fit only if some of {@code fitting} are not written after all
   */
  record Sorted(List<Waiting> fitting, List<Waiting> held) {}

  /**
   * Sorts entries, and answers those that cannot fit on this day any more.
   *
   * @param asked how often keys were used on this day, as far as that was just asked
   */
  Sorted sort(List<Waiting> entries, Map<String, Long> asked, DatabaseClock.Moment now) {
    turnTo(now.day());
    Map<String, Tally> tallies = new HashMap<>();
    List<Waiting> fitting = new ArrayList<>(entries.size());
    List<Waiting> held = new ArrayList<>(0);
    for (Waiting waiting : entries) {
      List<Tallied> charges = tallied(waiting.entry().charges(), tallies, asked);
      Optional<Tallied> tooLate = charges.stream().filter(Tallied::isUsedUp).findFirst();
      if (tooLate.isPresent()) {
        remember(tooLate.get());
        waiting.answer(refusal(tooLate.get().charge(), now));
      } else if (charges.stream().allMatch(Tallied::fits)) {
        charges.forEach(Tallied::add);
        fitting.add(waiting);
      } else {
        held.add(waiting);
      }
    }
    return new Sorted(fitting, held);
  }

  private static AppendOutcome refusal(Charge charge, DatabaseClock.Moment now) {
    return new AppendOutcome.QuotaUsedUp(charge, now.day(), now.untilEndOf(now.day()));
  }

  private List<Tallied> tallied(
      List<Charge> charges, Map<String, Tally> tallies, Map<String, Long> asked) {
    List<Tallied> tallied = new ArrayList<>(charges.size());
    for (Charge charge : charges) {
      Tally tally =
          tallies.computeIfAbsent(
              charge.key(),
              key ->
                  new Tally(Math.max(asked.getOrDefault(key, 0L), usedUp.getOrDefault(key, 0L))));
      tallied.add(new Tallied(charge, tally));
    }
    return tallied;
  }

  private void turnTo(LocalDate today) {
    if (!today.equals(day)) {
      usedUp.clear();
      day = today;
    }
  }

  private void remember(Tallied found) {
    if (usedUp.size() >= REMEMBERED) {
      usedUp.clear(); // costs no more than asking again
    }
    usedUp.put(found.charge().key(), found.tally().used);
  }

  /** A key's use before the batch, and what the batch adds. */
  private static final class Tally {
    private final long used;
    private long added;
    private long least = Long.MAX_VALUE;

    private Tally(long used) {
      this.used = used;
    }
  }

  private record Tallied(Charge charge, Tally tally) {
    /** Whether it would not fit even alone. */
    boolean isUsedUp() {
      return tally.used >= charge.mostPerDay();
    }

    /** Judges as the database will: by the smallest quota that the batch brings for the key. */
    boolean fits() {
      return tally.used + tally.added < Math.min(tally.least, charge.mostPerDay());
    }

    void add() {
      tally.added++;
      tally.least = Math.min(tally.least, charge.mostPerDay());
    }
  }
}
