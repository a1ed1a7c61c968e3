package org.mingjing.policy;

import java.util.regex.Pattern;

/** How identifiers are written. */
final class Patterns {

  static final Pattern DEPARTMENT = Pattern.compile("[A-Z]{2,12}");
  static final Pattern CATEGORY = Pattern.compile("[A-Z]{2,12}-[0-9]{2,3}");
  static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  static final Pattern RESOURCE = Pattern.compile("[a-z][a-z0-9]*\\.[a-z][a-z0-9]*(-[a-z0-9]+)*");
  static final Pattern FIELD = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

  /** What a schema may call an element, without its namespace: IdNumber, 身份证号. */
  static final Pattern ELEMENT = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.-]*");

  static final Pattern GRANT = Pattern.compile("G-[0-9]{4}-[0-9]{4,9}");
  static final Pattern CASE = Pattern.compile("[A-Za-z0-9]+(-[A-Za-z0-9]+){0,24}");

  /** What readers go on with where a text is missing or malformed; no document can write it. */
  static final String STAND_IN = "?";

  private Patterns() {}
}
