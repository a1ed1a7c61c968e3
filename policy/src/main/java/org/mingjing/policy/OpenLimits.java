package org.mingjing.policy;

/**
 * How often a day (Asia/Shanghai) open fields may be asked for, across all resources: by one
 * system, and by one department about one subject. No provider has granted these calls, so the
 * exchange itself bounds them.
 */
public record OpenLimits(long perSystemPerDay, long perSubjectPerDay) {

  public OpenLimits {
    if (perSystemPerDay < 1 || perSubjectPerDay < 1) {
      throw new IllegalArgumentException("a limit on open fields allows at least one call a day");
    }
  }
}
