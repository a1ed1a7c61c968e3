package org.mingjing.ledger.log;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mingjing.ledger.merkle.Hash;

/**
 * Entries without a fate yet.
 *
 * @param entries those to be written next
 * @param held those that wait for the fate of {@code entries}, since both do not fit a quota; no
 *     attempt on them can happen any more
 * @param doubtful the attempt on {@code entries} of which it is not known if it happened
 */
record Pending(List<Waiting> entries, List<Waiting> held, Optional<JdbcLog.Attempt> doubtful) {

  static Pending untried(Quotas.Sorted sorted) {
    return new Pending(sorted.fitting(), sorted.held(), Optional.empty());
  }

  /** Without those whose callers have gone; the rest may be in the log from now on. */
  Pending taken() {
    return new Pending(entries.stream().filter(Waiting::take).toList(), held, doubtful);
  }

  Pending trying(JdbcLog.Attempt attempt) {
    return new Pending(entries, held, Optional.of(attempt));
  }

  /** The attempt did not happen, and cannot any more. */
  Pending untried(List<Waiting> left) {
    return new Pending(left, held, Optional.empty());
  }

  /** The attempt cannot happen, as a quota is used up: all wait for the quotas to be asked. */
  Pending allHeld() {
    return new Pending(
        List.of(), Stream.concat(entries.stream(), held.stream()).toList(), Optional.empty());
  }

  /** The attempt happened. */
  Pending recorded(JdbcLog.Attempt attempt) {
    for (int i = 0; i < entries.size(); i++) {
      entries
          .get(i)
          .answer(
              new AppendOutcome.Recorded(
                  attempt.appended().first() + i,
                  attempt.appended().proof(i),
                  attempt.checkpoint()));
    }
    return untried(List.of());
  }

  /** Given up: only an attempt in doubt may still happen. */
  Pending failed(String reason) {
    AppendOutcome outcome = new AppendOutcome.NotRecorded(reason, doubtful.isEmpty());
    entries.forEach(waiting -> waiting.answer(outcome));
    AppendOutcome certain = new AppendOutcome.NotRecorded(reason, true);
    held.forEach(waiting -> waiting.answer(certain));
    return new Pending(List.of(), List.of(), Optional.empty());
  }

  boolean isSettled() {
    return entries.isEmpty() && held.isEmpty();
  }

  List<NewEntry> newEntries() {
    return entries.stream().map(Waiting::entry).toList();
  }

  List<Hash> commitments() {
    return entries.stream().map(Waiting::commitment).toList();
  }

  /** The keys of quotas that what is held is to be charged to. */
  List<String> heldKeys() {
    return held.stream()
        .flatMap(waiting -> waiting.entry().charges().stream().map(Charge::key))
        .distinct()
        .toList();
  }
}
