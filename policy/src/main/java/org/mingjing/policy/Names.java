package org.mingjing.policy;

/** The bound on identifiers: anything longer or empty is not an identifier of ours. */
final class Names {

  static final int MAX_LENGTH = 128;

  private Names() {}

  static void require(String value) {
    if (value.isBlank() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("an identifier has 1 to " + MAX_LENGTH + " characters");
    }
  }
}
