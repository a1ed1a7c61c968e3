package org.mingjing.policy;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A call that was not permitted, why, and the smallest change that would permit it. */
public final class Refusal implements Decision {

  private final Question question;
  private final Instant at;
  private final Basis basis;
  private final Map<String, FieldVerdict> fields;
  private final Explanation explanation;

  Refusal(
      Question question,
      Instant at,
      Basis basis,
      Map<String, FieldVerdict> fields,
      Explanation explanation) {
    this.question = question;
    this.at = at;
    this.basis = basis;
    this.fields = fields;
    this.explanation = explanation;
  }

  /** Why; its parts are the refusal's own accessors. */
  record Explanation(
      RefusalCode code, Text reason, List<Text> changes, List<AnswerForm> alternatives) {}

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

  public RefusalCode code() {
    return explanation.code();
  }

  public Text reason() {
    return explanation.reason();
  }

  /** What would have to change, all of it together, for the call to be permitted. */
  public List<Text> changes() {
    return explanation.changes();
  }

  /** Other answer forms that would do; given only when the form is what was refused. */
  public List<AnswerForm> alternatives() {
    return explanation.alternatives();
  }

  @Override
  public String toString() {
    return "Refusal" + explanation;
  }
}
