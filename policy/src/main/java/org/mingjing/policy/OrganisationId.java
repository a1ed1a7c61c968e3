package org.mingjing.policy;

/**
 * Unified social credit codes of organisations, GB 32100: 17 characters, of which the 9th to the
 * 17th are a GB 11714 code with a check of its own, and a check character.
 */
public final class OrganisationId {

  private static final int LENGTH = 18;
  private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final int[] INNER_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};
  private static final int INNER_START = 8;
  private static final int INNER_CHECK = 16;

  private OrganisationId() {}

  /** Whether shape, area digits and both check characters are right. */
  public static boolean valid(String value) {
    return value.length() == LENGTH
        && areaIsDigits(value)
        && outerCheck(value)
        && innerCheck(value);
  }

  private static boolean areaIsDigits(String value) {
    return value.substring(2, INNER_START).chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean outerCheck(String value) {
    int sum = 0;
    int weight = 1;
    for (int i = 0; i < LENGTH - 1; i++) {
      int digit = ALPHABET.indexOf(value.charAt(i));
      if (digit < 0) {
        return false;
      }
      sum += digit * weight;
      weight = weight * 3 % ALPHABET.length();
    }
    int check = (ALPHABET.length() - sum % ALPHABET.length()) % ALPHABET.length();
    return value.charAt(LENGTH - 1) == ALPHABET.charAt(check);
  }

  private static boolean innerCheck(String value) {
    int sum = 0;
    for (int i = 0; i < INNER_WEIGHTS.length; i++) {
      sum += Character.digit(value.charAt(INNER_START + i), 36) * INNER_WEIGHTS[i];
    }
    int check = 11 - sum % 11;
    char expected = check == 10 ? 'X' : check == 11 ? '0' : (char) ('0' + check);
    return value.charAt(INNER_CHECK) == expected;
  }
}
