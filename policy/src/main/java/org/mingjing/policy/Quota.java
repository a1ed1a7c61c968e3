package org.mingjing.policy;

/** How many calls a grant allows: in all and about one subject, each per day (Asia/Shanghai). */
public record Quota(long perDay, long perSubjectPerDay) {

  public Quota {
    if (perDay < 1 || perSubjectPerDay < 1) {
      throw new IllegalArgumentException("a quota allows at least one call a day");
    }
  }
}
