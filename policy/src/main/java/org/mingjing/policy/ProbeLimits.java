package org.mingjing.policy;

/**
 * How often a day (Asia/Shanghai) something may be claimed of data that does not leave ({@link
 * AnswerForm#VERIFY}, {@link AnswerForm#THRESHOLD}): by one department about one subject, and by
 * one officer of a system. Whoever may ask without end finds the value by guessing.
 */
public record ProbeLimits(long perSubjectPerDay, long perOfficerPerDay) {

  public ProbeLimits {
    if (perSubjectPerDay < 1 || perOfficerPerDay < 1) {
      throw new IllegalArgumentException("a limit on probes allows at least one call a day");
    }
  }
}
