package org.mingjing.exchange.stewardship;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.mingjing.exchange.evidence.LoggedCall;
import org.mingjing.policy.Question;
import org.mingjing.policy.Text;

/** Counts what came of calls, in bounded memory. For one thread; parts are added up afterwards. */
final class ImpactTally {
  private static final Text NOT_REPRODUCED =
      new Text("重新决定与记录不符", "decided again, not what was recorded");

  private final int examples;
  private long entries;
  private long reproduced;
  private long notCheckable;
  private final Bucket notReproduced;
  private final Map<ImpactReport.Change, Bucket> changes = new EnumMap<>(ImpactReport.Change.class);
  private final Map<ImpactReport.Change, Bucket> since = new EnumMap<>(ImpactReport.Change.class);
  private final Map<String, Bucket> unknown = new TreeMap<>();

  /** {@code examples}: how many of each kind are kept. */
  ImpactTally(int examples) {
    this.examples = examples;
    this.notReproduced = new Bucket(NOT_REPRODUCED, examples);
  }

  void entries(long more) {
    entries += more;
  }

  void count(Replay.Result result) {
    switch (result) {
      case Replay.Result.Opaque(LoggedCall.Opaque call) ->
          unknown(call.why().wireName(), call.why().text())
              .count(
                  call.index(),
                  Optional.empty(),
                  false,
                  () -> new ImpactReport.Example(call.index(), call.call(), Optional.empty()));
      case Replay.Result.Decided decided -> count(decided);
    }
  }

  private void count(Replay.Result.Decided decided) {
    Supplier<Terms> then = () -> Terms.of(decided.call().decision());
    Supplier<Terms> now = () -> decided.before().terms();
    Bucket bucket =
        decided
            .stranger()
            .map(stranger -> unknown(stranger.wireName(), stranger.text()))
            .orElseGet(() -> bucket(changes, decided.change()));
    bucket.count(decided, now, () -> decided.after().terms());
    bucket(since, decided.since()).count(decided, then, now);
    switch (decided.check()) {
      case REPRODUCED -> reproduced++;
      case NOT_CHECKABLE -> notCheckable++;
      case NOT_REPRODUCED -> notReproduced.count(decided, then, now);
    }
  }

  private Bucket unknown(String reason, Text text) {
    return unknown.computeIfAbsent(reason, any -> new Bucket(text, examples));
  }

  private Bucket bucket(Map<ImpactReport.Change, Bucket> buckets, ImpactReport.Change change) {
    return buckets.computeIfAbsent(
        change,
        any -> new Bucket(change.text(), change == ImpactReport.Change.UNCHANGED ? 0 : examples));
  }

  void add(ImpactTally other) {
    entries += other.entries;
    reproduced += other.reproduced;
    notCheckable += other.notCheckable;
    notReproduced.add(other.notReproduced);
    other.changes.forEach((change, part) -> bucket(changes, change).add(part));
    other.since.forEach((change, part) -> bucket(since, change).add(part));
    other.unknown.forEach((reason, part) -> unknown(reason, part.text).add(part));
  }

  ImpactReport report(ImpactReport.Basis basis) {
    return new ImpactReport(
        basis,
        entries,
        parts(changes),
        parts(unknown),
        parts(since),
        new ImpactReport.Reproduction(reproduced, notReproduced.part(), notCheckable));
  }

  private static <K extends Comparable<K>> SortedMap<K, ImpactReport.Part> parts(
      Map<K, Bucket> buckets) {
    SortedMap<K, ImpactReport.Part> parts = new TreeMap<>();
    buckets.forEach((key, bucket) -> parts.put(key, bucket.part()));
    return parts;
  }

  /** Calls of one kind. */
  private static final class Bucket {
    /** More than any policy has; the names in a log are bounded by what was catalogued. */
    private static final int MOST_GROUPS = 20_000;

    private final Text text;
    private final int most;
    private long calls;
    private long permitted;
    private final Map<ImpactReport.Group, Long> groups = new HashMap<>();
    private final TreeMap<Long, ImpactReport.Example> newest = new TreeMap<>();

    Bucket(Text text, int most) {
      this.text = text;
      this.most = most;
    }

    void count(Replay.Result.Decided decided, Supplier<Terms> before, Supplier<Terms> after) {
      LoggedCall.Decided call = decided.call();
      Question question = call.inputs().question();
      count(
          call.index(),
          Optional.of(
              new ImpactReport.Group(question.resource(), question.purpose(), question.system())),
          decided.permittedNow(),
          () ->
              new ImpactReport.Example(
                  call.index(),
                  Optional.of(call.call()),
                  Optional.of(
                      new ImpactReport.Told(call.at(), call.inputs(), before.get(), after.get()))));
    }

    void count(
        long index,
        Optional<ImpactReport.Group> group,
        boolean permittedNow,
        Supplier<ImpactReport.Example> example) {
      calls++;
      permitted += permittedNow ? 1 : 0;
      group
          .filter(one -> groups.size() < MOST_GROUPS || groups.containsKey(one))
          .ifPresent(one -> groups.merge(one, 1L, Long::sum));
      if (newest.size() < most || (most > 0 && index > newest.firstKey())) {
        keep(index, example.get());
      }
    }

    private void keep(long index, ImpactReport.Example example) {
      newest.put(index, example);
      if (newest.size() > most) {
        newest.pollFirstEntry();
      }
    }

    void add(Bucket other) {
      calls += other.calls;
      permitted += other.permitted;
      other.groups.forEach((group, count) -> groups.merge(group, count, Long::sum));
      other.newest.forEach(this::keep);
    }

    ImpactReport.Part part() {
      List<ImpactReport.Counted> counted =
          groups.entrySet().stream()
              .map(group -> new ImpactReport.Counted(group.getKey(), group.getValue()))
              .sorted(
                  Comparator.comparingLong(ImpactReport.Counted::calls)
                      .reversed()
                      .thenComparing(one -> one.group().toString()))
              .toList();
      return new ImpactReport.Part(
          text, calls, permitted, counted, List.copyOf(newest.descendingMap().values()));
    }
  }
}
