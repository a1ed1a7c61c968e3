package org.mingjing.policy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The answer forms as the registry words them, and what each may become in a condition. */
public enum RegistryForm {
  VERIFY_ONLY,
  STATUS_ONLY,
  THRESHOLD,
  AGGREGATE_ONLY,
  MASKED_RECORD,
  /** Supervised viewing at the source: nothing that the exchange could carry. */
  IN_PLACE_VIEW,
  /** The computation goes to the data: nothing that the exchange could carry. */
  COMPUTE_IN_DOMAIN;

  private static final Map<String, RegistryForm> INDEX =
      Wire.index(values(), RegistryForm::wireName);

  /** The most that a condition of this form may list. */
  public Set<AnswerForm> answers() {
    return switch (this) {
      case VERIFY_ONLY -> Set.of(AnswerForm.VERIFY);
      case STATUS_ONLY -> Set.of(AnswerForm.STATUS);
      case THRESHOLD -> Set.of(AnswerForm.THRESHOLD);
      case AGGREGATE_ONLY -> Set.of(AnswerForm.AGGREGATE);
      case MASKED_RECORD -> Set.of(AnswerForm.MASKED, AnswerForm.VERIFY);
      case IN_PLACE_VIEW, COMPUTE_IN_DOMAIN -> Set.of();
    };
  }

  public String wireName() {
    return Wire.hyphenated(this);
  }

  public static Optional<RegistryForm> of(String wireName) {
    return Wire.find(INDEX, wireName);
  }
}
