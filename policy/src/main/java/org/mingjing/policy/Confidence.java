package org.mingjing.policy;

import java.util.Map;
import java.util.Optional;

/** How sure this project is of an entry's legal basis; never a lawyer's opinion. */
public enum Confidence {
  VERIFIED,
  CONFIDENT,
  UNSURE;

  private static final Map<String, Confidence> INDEX = Wire.index(values(), Confidence::wireName);

  public String wireName() {
    return Wire.hyphenated(this);
  }

  public static Optional<Confidence> of(String wireName) {
    return Wire.find(INDEX, wireName);
  }
}
