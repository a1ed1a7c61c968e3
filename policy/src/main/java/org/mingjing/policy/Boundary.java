package org.mingjing.policy;

import java.util.Map;
import java.util.Optional;

/**
 * What the negative list says of a category. A field in no category is open, and says so itself.
 */
public enum Boundary {
  /** 不予共享. */
  PROHIBITED,
  /** 有条件共享. */
  CONDITIONAL;

  private static final Map<String, Boundary> INDEX = Wire.index(values(), Boundary::wireName);

  public String wireName() {
    return Wire.hyphenated(this);
  }

  public static Optional<Boundary> of(String wireName) {
    return Wire.find(INDEX, wireName);
  }
}
