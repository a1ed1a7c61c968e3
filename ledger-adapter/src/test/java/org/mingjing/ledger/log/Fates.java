package org.mingjing.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Leaves;
import org.mingjing.ledger.merkle.Proofs;

/** What callers were told, to be held against what the database holds in the end. */
final class Fates {
  private record Told(NewEntry entry, AppendOutcome outcome) {}

  private final ConcurrentMap<UUID, Told> told = new ConcurrentHashMap<>();

  AppendOutcome append(LogWriter log, NewEntry entry) {
    AppendOutcome outcome = log.append(entry);
    told.put(entry.id(), new Told(entry, outcome));
    return outcome;
  }

  /** Appends in so many threads at once, in each so often. */
  void append(LogWriter log, int threads, int times) throws Exception {
    together(
        threads,
        () -> {
          for (int i = 0; i < times; i++) {
            append(log, TestEntries.plain());
          }
        });
  }

  static void together(int threads, Runnable task) throws Exception {
    together(Collections.nCopies(threads, task));
  }

  static void together(List<Runnable> tasks) throws Exception {
    List<Callable<Object>> calls = new ArrayList<>();
    tasks.forEach(task -> calls.add(Executors.callable(task)));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Object> done : threads.invokeAll(calls)) {
        done.get();
      }
    }
  }

  /** Begins an append and returns at once. */
  static Future<AppendOutcome> begin(Supplier<AppendOutcome> append) {
    FutureTask<AppendOutcome> task = new FutureTask<>(append::get);
    Thread.ofVirtual().start(task);
    return task;
  }

  Future<AppendOutcome> begin(LogWriter log, NewEntry entry) {
    return begin(() -> append(log, entry));
  }

  long count(Predicate<AppendOutcome> which) {
    return told.values().stream().map(Told::outcome).filter(which).count();
  }

  long recorded() {
    return count(AppendOutcome.Recorded.class::isInstance);
  }

  /** Nobody was told anything that is not so, nothing else is in the log, and it is sound. */
  void areAllOf(LogDatabase database) throws SQLException {
    StoredLog log = StoredLog.read(database);
    log.isSound();
    Map<UUID, List<Long>> places = log.places();
    assertThat(told.keySet()).containsAll(places.keySet());
    Map<String, Checkpoint> opened = new HashMap<>();
    told.forEach((id, fate) -> {
      List<Long> indexes = places.getOrDefault(id, List.of());
      switch (fate.outcome()) {
        case AppendOutcome.Recorded recorded -> {
          assertThat(indexes).as("rows of a recorded entry").containsExactly(recorded.index());
          Checkpoint checkpoint =
              opened.computeIfAbsent(recorded.checkpoint(), TestLog.verifier()::open);
          proves(recorded, fate.entry(), checkpoint);
        }
        case AppendOutcome.TurnTaken taken ->
            assertThat(indexes).as("rows of an entry whose turn was taken").isEmpty();
        case AppendOutcome.QuotaUsedUp refused ->
            assertThat(indexes).as("rows of an entry over its quota").isEmpty();
        case AppendOutcome.NotRecorded failed ->
            assertThat(indexes)
                .as("rows of an entry not recorded (%s)", failed)
                .hasSizeLessThanOrEqualTo(failed.certain() ? 0 : 1);
      }
    });
  }

  /** What a caller got proves, by the log's public key alone, that the entry is in the log. */
  private static void proves(
      AppendOutcome.Recorded recorded, NewEntry entry, Checkpoint checkpoint) {
    Hash leaf = Leaves.leafHash(Leaves.commitment(entry.salt(), entry.body()));
    assertThat(
            Proofs.verifyInclusion(
                leaf, recorded.index(), checkpoint.size(), recorded.proof(), checkpoint.root()))
        .as("inclusion proof of entry %d", recorded.index())
        .isTrue();
  }
}
