package org.mingjing.policy;

import java.util.Map;
import java.util.Optional;

/** Why a call is refused, in order of precedence: of several reasons the first one is named. */
public enum RefusalCode {
  UNKNOWN_RESOURCE,
  UNKNOWN_PURPOSE,
  UNKNOWN_FIELD,
  PROHIBITED,
  ANSWER_NOT_ALLOWED,
  CONDITION_NOT_MET,
  /** Suspended, revoked and not yet valid too; the reason tells which. */
  GRANT_EXPIRED,
  NO_GRANT,
  /** Given by whoever counts calls, as {@link Permit#exceeding}; deciding itself counts nothing. */
  QUOTA_EXCEEDED;

  private static final Map<String, RefusalCode> INDEX = Wire.index(values(), RefusalCode::wireName);

  public String wireName() {
    return Wire.hyphenated(this);
  }

  public static Optional<RefusalCode> of(String wireName) {
    return Wire.find(INDEX, wireName);
  }
}
