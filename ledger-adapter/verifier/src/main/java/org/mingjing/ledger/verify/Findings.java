package org.mingjing.ledger.verify;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the check of a batch found: how many verified, and each that did not. */
final class Findings {
  /**
   * A receipt that did not verify.
   *
   * @param line from 1, or 0 where the file holds one receipt
   */
  record Failure(Path file, long line, Verdict.Failed verdict) {}

  private long recorded;
  private long anchored;
  private long endorsedChecked;
  private long endorsedUnchecked;
  private final List<Failure> failures = new ArrayList<>();

  void add(Path file, long line, Verdict verdict) {
    switch (verdict) {
      case Verdict.Verified verified ->
          verified.anchor().ifPresentOrElse(this::add, () -> recorded++);
      case Verdict.Consistent _ -> throw new IllegalArgumentException("no verdict on a receipt");
      case Verdict.Failed failed -> failures.add(new Failure(file, line, failed));
    }
  }

  private void add(Anchored anchor) {
    switch (anchor) {
      case Anchored.OwnLedger _ -> anchored++;
      case Anchored.Endorsed endorsed when endorsed.checked() > 0 -> endorsedChecked++;
      case Anchored.Endorsed _ -> endorsedUnchecked++;
    }
  }

  /** Verified, without an anchor. */
  long recorded() {
    return recorded;
  }

  /** Verified, and anchored in the operator's own ledger. */
  long anchored() {
    return anchored;
  }

  /** Verified, and endorsed by organisations whose certificates were checked. */
  long endorsedChecked() {
    return endorsedChecked;
  }

  /** Verified, and endorsed by peers whose certificates nobody gave anything to check against. */
  long endorsedUnchecked() {
    return endorsedUnchecked;
  }

  List<Failure> failures() {
    return failures;
  }
}
