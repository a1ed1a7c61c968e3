package org.mingjing.policy;

/** One reason against a field. */
record Objection(RefusalCode code, String rule, Text reason) {

  /** The one to name: by precedence of codes, the first where they are equal. */
  static Objection first(Objection one, Objection other) {
    return other.code().compareTo(one.code()) < 0 ? other : one;
  }
}
