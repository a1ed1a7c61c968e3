package org.mingjing.exchange.operations.doctor;

import org.mingjing.policy.Text;

/**
 * What one check found.
 *
 * @param check a short name that does not change, for example {@code clock}
 * @param mend how to mend it; empty texts unless it is a problem
 */
public record Diagnosis(String check, Verdict verdict, Text found, Text mend) {
  private static final Text NOTHING = new Text("", "");

  /** How a check came out; only a problem fails the whole. */
  public enum Verdict {
    OK,
    PROBLEM,
    /** What it would look at is not there yet, or not reachable without changing something. */
    NOT_CHECKED
  }

  static Diagnosis ok(String check, String zh, String en) {
    return new Diagnosis(check, Verdict.OK, new Text(zh, en), NOTHING);
  }

  static Diagnosis notChecked(String check, String zh, String en) {
    return new Diagnosis(check, Verdict.NOT_CHECKED, new Text(zh, en), NOTHING);
  }

  static Diagnosis problem(String check, Text found, Text mend) {
    return new Diagnosis(check, Verdict.PROBLEM, found, mend);
  }
}
