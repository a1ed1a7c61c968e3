package org.mingjing.policy;

/** A grant with its days turned into instants once; {@code end} is the first instant after it. */
record DatedGrant(Grant grant, long startSecond, long endSecond) {

  static DatedGrant of(Grant grant) {
    return new DatedGrant(
        grant,
        grant.from().atStartOfDay(Grant.ZONE).toEpochSecond(),
        grant.until().plusDays(1).atStartOfDay(Grant.ZONE).toEpochSecond());
  }

  boolean inForce(long second) {
    return grant.state() == GrantState.ACTIVE && startSecond <= second && second < endSecond;
  }
}
