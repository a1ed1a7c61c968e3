package org.mingjing.policy;

/**
 * A limit that a permitted call counts against, on the day (Asia/Shanghai) on which it is opened.
 * Deciding counts nothing: whoever opens the call counts it, once under each of its limits, or
 * refuses it by {@link Permit#exceeding}.
 */
public sealed interface DailyLimit {

  /** How many calls a day it allows, at least 1. */
  long most();

  /** All calls that rely on a grant. */
  record OfGrant(GrantId grant, long most) implements DailyLimit {}

  /** The calls about one subject that rely on a grant. */
  record OfGrantPerSubject(GrantId grant, long most) implements DailyLimit {}

  /** A system's calls that ask open fields, across resources. */
  record OpenOfSystem(SystemId system, long most) implements DailyLimit {}

  /** A department's calls about one subject that ask open fields, across systems and resources. */
  record OpenPerSubject(DepartmentId department, long most) implements DailyLimit {}

  /** A department's claims about one subject, across systems and resources. */
  record ProbesPerSubject(DepartmentId department, long most) implements DailyLimit {}

  /**
   * The claims of one officer of a system, or of those of its calls together that name no officer.
   */
  record ProbesPerOfficer(SystemId system, long most) implements DailyLimit {}
}
