package org.mingjing.policy;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;

/**
 * A provider's permission. Both {@code from} and {@code until} are included, by the calendar of
 * {@link #ZONE}.
 */
public record Grant(
    GrantId id,
    DepartmentId grantee,
    Set<SystemId> systems,
    ResourceId resource,
    Set<String> fields,
    PurposeId purpose,
    Set<AnswerForm> answers,
    LocalDate from,
    LocalDate until,
    Quota quota,
    GrantState state) {

  /** The calendar of days in grants, quotas and authorisations. */
  public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  public Grant {
    systems = Set.copyOf(systems);
    fields = Set.copyOf(fields);
    answers = Set.copyOf(answers);
    if (until.isBefore(from)) {
      throw new IllegalArgumentException("grant " + id + " ends before it begins");
    }
  }

  /**
   * Whether no call can rely on it any more, that day or later.
   *
   * @param today by the calendar of {@link #ZONE}
   */
  public boolean over(LocalDate today) {
    return state == GrantState.REVOKED || until.isBefore(today);
  }
}
