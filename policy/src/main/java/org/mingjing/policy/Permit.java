package org.mingjing.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The proof that a call was permitted: nothing may be fetched or released without one. */
public final class Permit implements Decision {

  private final Question question;
  private final Basis basis;
  private final Map<String, FieldVerdict> fields;
  private final Release release;

  Permit(Question question, Basis basis, Map<String, FieldVerdict> fields, Release release) {
    this.question = question;
    this.basis = basis;
    this.fields = fields;
    this.release = release;
  }

  /** What a permit lets out; its parts are the permit's own accessors. */
  record Release(
      List<String> released,
      List<String> withheld,
      Optional<GrantId> grant,
      List<Obligation> obligations) {}

  @Override
  public Question question() {
    return question;
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
    return release.grant();
  }

  public List<Obligation> obligations() {
    return release.obligations();
  }

  @Override
  public String toString() {
    return "Permit" + release;
  }
}
