package org.mingjing.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects every fault and notice of a load. */
final class Faults {

  /** A file that is wrong throughout should not bury the others. */
  static final int MAX_FAULTS = 1000;

  private final boolean kept;
  private final List<Fault> faults = new ArrayList<>();
  private final List<Notice> notices = new ArrayList<>();

  Faults() {
    this(false);
  }

  /** {@code kept}: of documents that were published already. */
  Faults(boolean kept) {
    this.kept = kept;
  }

  /**
   * Notes a breach of a rule of what may be published, which nothing in deciding relies on. What
   * was published once is not held to it: the rule may be younger, and a past policy has to load.
   */
  void admission(Position at, String code, String zh, String en) {
    if (!kept) {
      add(at, code, zh, en);
    }
  }

  void add(Position at, String code, String zh, String en) {
    if (faults.size() < MAX_FAULTS) {
      faults.add(new Fault(at.file(), at.line(), at.column(), code, new Text(zh, en)));
    }
  }

  void notice(Position at, String code, String zh, String en) {
    notices.add(new Notice(at.file(), at.line(), at.column(), code, new Text(zh, en)));
  }

  int count() {
    return faults.size();
  }

  boolean none() {
    return faults.isEmpty();
  }

  List<Fault> sorted() {
    return faults.stream()
        .sorted(
            Comparator.comparing(Fault::file)
                .thenComparingInt(Fault::line)
                .thenComparingInt(Fault::column))
        .toList();
  }

  List<Notice> notices() {
    return List.copyOf(notices);
  }
}
