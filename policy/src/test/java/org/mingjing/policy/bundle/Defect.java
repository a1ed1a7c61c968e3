package org.mingjing.policy.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;

/** A defect, written into something sound, and the code under which it is refused. */
record Defect(String name, String code, UnaryOperator<String> change) {

  static UnaryOperator<String> replacing(String before, String after) {
    return text -> {
      assertThat(text).contains(before);
      return text.replace(before, after);
    };
  }
}
