package org.mingjing.demo;

/**
 * Check digits of the national numbers that the synthetic population carries, and a spread that
 * turns a small index into a number which looks unrelated but is never repeated.
 */
final class NationalNumbers {
  private static final int[] PERSON_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String PERSON_CHECKS = "10X98765432";

  /** Characters of GB 32100: no I, O, S, V, Z. */
  static final String ORGANISATION_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

  private static final int[] CODE_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};
  private static final String VIN_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ";
  private static final String VIN_VALUES = "12345678123457923456789";
  private static final int[] VIN_WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};

  private NationalNumbers() {}

  /** Completes the first 17 digits of a citizen's number (GB 11643-1999, 4.2). */
  static String person(String first17) {
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += (first17.charAt(i) - '0') * PERSON_WEIGHTS[i];
    }
    return first17 + PERSON_CHECKS.charAt(sum % 11);
  }

  /** Completes the first eight characters of an organisation code (GB 11714-1997). */
  static String organisationCode(String first8) {
    int sum = 0;
    for (int i = 0; i < 8; i++) {
      sum += Character.digit(first8.charAt(i), 36) * CODE_WEIGHTS[i];
    }
    int check = 11 - sum % 11;
    return first8 + (check == 10 ? "X" : String.valueOf(check % 11));
  }

  /** Completes the first 17 characters of a unified social credit code (GB 32100-2015). */
  static String unifiedCode(String first17) {
    int sum = 0;
    int weight = 1;
    for (int i = 0; i < 17; i++) {
      sum += ORGANISATION_ALPHABET.indexOf(first17.charAt(i)) * weight;
      weight = weight * 3 % 31;
    }
    return first17 + ORGANISATION_ALPHABET.charAt((31 - sum % 31) % 31);
  }

  /** Puts the check character into the ninth place of a vehicle number (GB 16735, as ISO 3779). */
  static String vehicle(String draft) {
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      char c = draft.charAt(i);
      int value = Character.isDigit(c) ? c - '0' : VIN_VALUES.charAt(VIN_LETTERS.indexOf(c)) - '0';
      sum += value * VIN_WEIGHTS[i];
    }
    String check = sum % 11 == 10 ? "X" : String.valueOf(sum % 11);
    return draft.substring(0, 8) + check + draft.substring(9);
  }

  /** Completes a bank card number by the Luhn digit (ISO/IEC 7812-1, annex B). */
  static String card(String body) {
    int sum = 0;
    for (int i = 0; i < body.length(); i++) {
      int digit = body.charAt(body.length() - 1 - i) - '0';
      int doubled = i % 2 == 0 ? digit * 2 : digit;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return body + (10 - sum % 10) % 10;
  }

  /** Writes {@code value} in {@code length} characters of the alphabet, most significant first. */
  static String written(long value, String alphabet, int length) {
    char[] text = new char[length];
    long rest = value;
    for (int i = length - 1; i >= 0; i--) {
      text[i] = alphabet.charAt((int) (rest % alphabet.length()));
      rest /= alphabet.length();
    }
    return new String(text);
  }

  /**
   * Maps 0…modulus-1 onto itself one to one. The step is a prime above every modulus used here,
   * hence coprime to it.
   */
  static long spread(long index, long modulus) {
    return index % modulus * 2_147_483_647L % modulus;
  }

  /** A well mixed 64-bit value of a person's index and a salt (SplitMix64's finaliser). */
  static long mix(long index, long salt) {
    long z = index * 0x9E3779B97F4A7C15L + salt * 0xD1B54A32D192ED03L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return (z ^ (z >>> 31)) & Long.MAX_VALUE;
  }
}
