package org.mingjing.policy;

import java.util.List;

/**
 * One reason against a field.
 *
 * @param changes what would have to change, all of it, to remove the objection
 */
record Objection(RefusalCode code, String rule, Text reason, List<Text> changes) {

  /** The one to name: by precedence of codes, the first where they are equal. */
  static Objection first(Objection one, Objection other) {
    return other.code().compareTo(one.code()) < 0 ? other : one;
  }
}
