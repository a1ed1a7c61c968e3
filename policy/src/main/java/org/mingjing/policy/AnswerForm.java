package org.mingjing.policy;

import java.util.Map;
import java.util.Optional;

/**
 * In what form an answer leaves. The forms have no order: whoever allows one lists it, and none
 * implies another.
 */
public enum AnswerForm {
  VERIFY,
  STATUS,
  THRESHOLD,
  AGGREGATE,
  MASKED,
  FULL;

  private static final Map<String, AnswerForm> INDEX = Wire.index(values(), AnswerForm::wireName);

  public String wireName() {
    return Wire.hyphenated(this);
  }

  public static Optional<AnswerForm> of(String wireName) {
    return Wire.find(INDEX, wireName);
  }
}
