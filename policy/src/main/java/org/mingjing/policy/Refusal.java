package org.mingjing.policy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A call that was not permitted, why, and the smallest change that would permit it. */
public final class Refusal implements Decision {

  private final Question question;
  private final Instant at;
  private final Basis basis;
  private final Map<String, FieldVerdict> fields;
  private final Explanation explanation;
  private volatile @Nullable List<Change> changes;

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

  /**
   * Why.
   *
   * @param named the objection that is named of all
   * @param search finds the changes; asked once they are, since it costs more than deciding
   */
  record Explanation(Objection named, Supplier<List<Change>> search) {
    Explanation(Objection named, Change change) {
      this(named, () -> List.of(change));
    }
  }

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
    return explanation.named().code();
  }

  public Text reason() {
    return explanation.named().said().get().reason();
  }

  /**
   * The fewest things that would have to be otherwise for the call to be permitted, all of them
   * together. {@link Change.AskElse} stands alone, where only another call would do.
   */
  public List<Change> changes() {
    List<Change> found = changes;
    if (found == null) {
      found = List.copyOf(explanation.search().get()); // the same, whoever finds them first
      changes = found;
    }
    return found;
  }

  /** Other answer forms that would do; given only where nothing but the form has to change. */
  public List<AnswerForm> alternatives() {
    boolean ofForm = code() == RefusalCode.ANSWER_NOT_ALLOWED && changes().size() == 1;
    return ofForm && changes().getFirst() instanceof Change.AskForm other
        ? other.forms()
        : List.of();
  }

  @Override
  public String toString() {
    return "Refusal[" + code() + ", " + reason() + "]";
  }
}
