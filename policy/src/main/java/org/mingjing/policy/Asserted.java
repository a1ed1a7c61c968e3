package org.mingjing.policy;

import java.util.Optional;

/**
 * What a caller merely asserts. Nobody checks it; only a condition that says {@code relies:
 * asserted} may look at it, and reviewers see which do.
 *
 * @param response number of a declared public-health response
 * @param incident number of a declared incident
 */
public record Asserted(Optional<String> response, Optional<String> incident) {

  /** The most characters of one number. */
  public static final int MAX_LENGTH = 64;

  /** What most calls assert. */
  public static final Asserted NOTHING = new Asserted(Optional.empty(), Optional.empty());

  public Asserted {
    require(response);
    require(incident);
  }

  private static void require(Optional<String> number) {
    if (number.filter(text -> !fits(text)).isPresent()) {
      throw new IllegalArgumentException(
          "an asserted number has 1 to " + MAX_LENGTH + " characters");
    }
  }

  private static boolean fits(String text) {
    return !text.isEmpty() && text.codePointCount(0, text.length()) <= MAX_LENGTH;
  }
}
