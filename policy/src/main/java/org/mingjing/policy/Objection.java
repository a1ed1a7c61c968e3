package org.mingjing.policy;

import java.util.List;

/**
 * One reason against a field.
 *
 * @param changes what would have to change, all of it, to remove the objection; none where only
 *     leaving the field out, or another form, would
 */
record Objection(RefusalCode code, String rule, Text reason, List<Text> changes) {

  static final String PURPOSES = "condition.purposes:";

  /** Against the form of the answer: another form might do. */
  boolean ofForm() {
    return code == RefusalCode.ANSWER_NOT_ALLOWED;
  }

  /** Against the purpose. */
  boolean ofPurpose() {
    return rule.startsWith(PURPOSES);
  }

  /** The one to name: by precedence of codes, the first where they are equal. */
  static Objection first(Objection one, Objection other) {
    return other.code().compareTo(one.code()) < 0 ? other : one;
  }
}
