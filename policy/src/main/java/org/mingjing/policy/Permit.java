package org.mingjing.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The proof that a call was permitted: nothing may be fetched or released without one. */
public final class Permit implements Decision {

  private final Question question;
  private final Instant at;
  private final Basis basis;
  private final Map<String, FieldVerdict> fields;
  private final Release release;

  Permit(
      Question question,
      Instant at,
      Basis basis,
      Map<String, FieldVerdict> fields,
      Release release) {
    this.question = question;
    this.at = at;
    this.basis = basis;
    this.fields = fields;
    this.release = release;
  }

  /** What a permit lets out; its parts are the permit's own accessors. */
  record Release(
      List<String> released,
      List<String> withheld,
      Optional<Grant> grant,
      List<Obligation> obligations,
      boolean asksOpenFields) {}

  @Override
  public Question question() {
    return question;
  }

  @Override
  public Instant at() {
    return at;
  }

  @Override
  public String policyDigest() {
    return basis.policyDigest();
  }

  @Override
  public String grantsDigest() {
    return basis.grantsDigest();
  }

  @Override
  public int version() {
    return basis.version();
  }

  @Override
  public Map<String, FieldVerdict> fields() {
    return fields;
  }

  /** The fields that may leave, in the order asked; never empty. */
  public List<String> released() {
    return release.released();
  }

  /** The fields asked for that do not leave, in the order asked. */
  public List<String> withheld() {
    return release.withheld();
  }

  /** The grant relied on; absent when every field is open. */
  public Optional<GrantId> grant() {
    return release.grant().map(Grant::id);
  }

  public List<Obligation> obligations() {
    return release.obligations();
  }

  /**
   * What the call counts against: the quota of its grant, and if it asks open fields (the subject
   * key counts as asked for) the limits on those.
   */
  public List<DailyLimit> limits(OpenLimits open) {
    List<DailyLimit> limits = new ArrayList<>(4);
    release
        .grant()
        .ifPresent(grant -> {
          limits.add(new DailyLimit.OfGrant(grant.id(), grant.quota().perDay()));
          limits.add(
              new DailyLimit.OfGrantPerSubject(grant.id(), grant.quota().perSubjectPerDay()));
        });
    if (release.asksOpenFields()) {
      limits.add(new DailyLimit.OpenOfSystem(question.system(), open.perSystemPerDay()));
      limits.add(new DailyLimit.OpenPerSubject(question.requester(), open.perSubjectPerDay()));
    }
    return limits;
  }

  /** What a call that claims something counts against, so that nobody guesses on and on. */
  public List<DailyLimit> probes(ProbeLimits probes) {
    return switch (question.answer()) {
      case VERIFY, THRESHOLD ->
          List.of(
              new DailyLimit.ProbesPerSubject(question.requester(), probes.perSubjectPerDay()),
              new DailyLimit.ProbesPerOfficer(question.system(), probes.perOfficerPerDay()));
      case STATUS, AGGREGATE, MASKED, FULL -> List.of();
    };
  }

  /**
   * The refusal of this call in place of its permit, for a limit that is used up on a day. It
   * refuses a {@code partial} call as a whole, too.
   */
  public Refusal exceeding(DailyLimit limit, LocalDate day) {
    return Exceeded.refusal(this, basis, limit, day);
  }

  @Override
  public String toString() {
    return "Permit" + release;
  }
}
