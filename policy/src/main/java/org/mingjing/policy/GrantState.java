package org.mingjing.policy;

import java.util.Map;
import java.util.Optional;

/** State of a grant (Decree 809 art. 27). Only an active grant permits. */
public enum GrantState {
  ACTIVE,
  SUSPENDED,
  REVOKED;

  private static final Map<String, GrantState> INDEX = Wire.index(values(), GrantState::wireName);

  public String wireName() {
    return Wire.hyphenated(this);
  }

  public static Optional<GrantState> of(String wireName) {
    return Wire.find(INDEX, wireName);
  }
}
