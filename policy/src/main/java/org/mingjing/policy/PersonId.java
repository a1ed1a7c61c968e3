package org.mingjing.policy;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Set;

/**
 * Identity numbers of persons, GB 11643: 17 digits and a check character. Residence permits of Hong
 * Kong, Macao and Taiwan residents (81, 82, 83) and foreigners' permanent residence permits since
 * December 2023 (9) are numbered alike; none begins with 0. Older permits, passports and numbers of
 * 15 digits have no check character and are not recognised.
 */
public final class PersonId {

  private static final int LENGTH = 18;
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECKS = "10X98765432";

  private static final int OLD_LENGTH = 15;

  /** What numbers begin with, GB/T 2260, and the residence permits. */
  private static final Set<String> PROVINCES =
      Set.of(
          "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37",
          "41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64",
          "65", "71", "81", "82", "83");

  private PersonId() {}

  /** Whether shape, date of birth and check character (an upper-case X) are right. */
  public static boolean valid(String value) {
    if (value.length() != LENGTH || value.charAt(0) == '0') {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      int digit = value.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      sum += digit * WEIGHTS[i];
    }
    return value.charAt(LENGTH - 1) == CHECKS.charAt(sum % 11) && bornOnARealDay(value);
  }

  /**
   * Whether digits may be meant as such a number: of 18 digits with whatever check digit, or of the
   * 15 of before 1999. For what may let no number of a person pass for something else.
   */
  static boolean resembledBy(String digits) {
    boolean place = digits.length() >= OLD_LENGTH && PROVINCES.contains(digits.substring(0, 2));
    return switch (digits.length()) {
      case LENGTH -> (place || digits.charAt(0) == '9') && bornOnARealDay(digits);
      // The century is not said; 2000 has every day that 1900 has
      case OLD_LENGTH ->
          place && isADay(2000 + Integer.parseInt(digits, 6, 8, 10), digits.substring(8, 12));
      default -> false;
    };
  }

  private static boolean bornOnARealDay(String value) {
    int year = Integer.parseInt(value, 6, 10, 10);
    return year >= 1800 && isADay(year, value.substring(10, 14));
  }

  private static boolean isADay(int year, String monthAndDay) {
    try {
      LocalDate.of(
          year, Integer.parseInt(monthAndDay, 0, 2, 10), Integer.parseInt(monthAndDay, 2, 4, 10));
      return true;
    } catch (DateTimeException noSuchDay) {
      return false;
    }
  }
}
