package org.mingjing.policy;

import java.time.DateTimeException;
import java.time.LocalDate;

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

  private static boolean bornOnARealDay(String value) {
    try {
      LocalDate born =
          LocalDate.of(
              Integer.parseInt(value, 6, 10, 10),
              Integer.parseInt(value, 10, 12, 10),
              Integer.parseInt(value, 12, 14, 10));
      return born.getYear() >= 1800;
    } catch (DateTimeException noSuchDay) {
      return false;
    }
  }
}
