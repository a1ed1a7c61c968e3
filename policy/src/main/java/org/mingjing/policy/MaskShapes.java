package org.mingjing.policy;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** The masks of values with a fixed shape; empty: not of that shape. One pass, no patterns. */
final class MaskShapes {

  private static final String PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";

  /** I and O are used neither in plates nor, with Q, in vehicle identification numbers. */
  private static final String PLATE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";

  private static final String VIN_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ";

  /** Driving school, police, trailer, Hong Kong, Macao. Consulates are left out: too few cars. */
  private static final String PLATE_KINDS = "学警挂港澳";

  /** What marks the serial number of a new-energy car, GA 36. */
  private static final String NEW_ENERGY = "ABCDEFGHJK";

  private static final int VIN_CHECK = 8;

  private MaskShapes() {}

  static Optional<String> idNumber(String value) {
    return PersonId.valid(value) ? Optional.of(kept(value, 1, 1)) : Optional.empty();
  }

  static Optional<String> organisationId(String value) {
    return OrganisationId.valid(value) ? Optional.of(kept(value, 2, 2)) : Optional.empty();
  }

  static Optional<String> phone(String value) {
    return mobile(value) ? Optional.of(kept(value, 3, 4)) : Optional.empty();
  }

  private static boolean mobile(String value) {
    return value.length() == 11
        && digits(value)
        && value.charAt(0) == '1'
        && value.charAt(1) >= '3';
  }

  /**
   * Luhn is not asked for, since account numbers have no such digit. What may be the number of a
   * person or a phone is withheld, though an account may look like one: the doubt costs an answer,
   * and the other way round it would cost a secret.
   */
  static Optional<String> card(String value) {
    boolean number = value.length() >= 10 && value.length() <= 32 && digits(value);
    return number && !somethingElse(value) ? Optional.of(kept(value, 0, 4)) : Optional.empty();
  }

  private static boolean somethingElse(String digits) {
    return mobile(digits)
        || PersonId.valid(digits)
        || PersonId.resembledBy(digits)
        || OrganisationId.valid(digits);
  }

  static Optional<String> plate(String value) {
    boolean place =
        value.length() > 2 && in(PROVINCES, value.charAt(0)) && in(PLATE_LETTERS, value.charAt(1));
    return place && serial(value.substring(2)) ? Optional.of(kept(value, 2, 1)) : Optional.empty();
  }

  private static boolean serial(String serial) {
    return switch (serial.length()) {
      case 5 -> ordinary(in(PLATE_KINDS, serial.charAt(4)) ? serial.substring(0, 4) : serial);
      case 6 -> newEnergy(serial);
      default -> false;
    };
  }

  /** Letters alone are no serial number. */
  private static boolean ordinary(String serial) {
    return made(serial, PLATE_LETTERS) && serial.chars().anyMatch(MaskShapes::digit);
  }

  private static boolean newEnergy(String serial) {
    boolean small =
        in(NEW_ENERGY, serial.charAt(0))
            && made(serial.substring(1, 2), PLATE_LETTERS)
            && digits(serial.substring(2));
    boolean large = in(NEW_ENERGY, serial.charAt(5)) && digits(serial.substring(0, 5));
    return small || large;
  }

  /** The check digit goes too: with it, one in eleven serial numbers would remain. */
  static Optional<String> vin(String value) {
    if (value.length() != 17 || !made(value, VIN_LETTERS)) {
      return Optional.empty();
    }
    String kept = kept(value, 11, 0);
    return Optional.of(kept.substring(0, VIN_CHECK) + '*' + kept.substring(VIN_CHECK + 1));
  }

  static Optional<String> dateYear(String value) {
    boolean date =
        value.length() == 10
            && digits(value.substring(0, 4))
            && value.charAt(4) == '-'
            && digits(value.substring(5, 7))
            && value.charAt(7) == '-'
            && digits(value.substring(8));
    return date && isADay(value) ? Optional.of(value.substring(0, 4)) : Optional.empty();
  }

  private static boolean isADay(String date) {
    try {
      LocalDate.parse(date);
      return true;
    } catch (DateTimeException noSuchDay) {
      return false;
    }
  }

  private static boolean digits(String value) {
    return value.chars().allMatch(MaskShapes::digit);
  }

  /** The digits of ASCII alone: full-width ones are another value to whoever compares. */
  private static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean made(String value, String letters) {
    return value.chars().allMatch(c -> digit(c) || in(letters, c));
  }

  private static boolean in(String alphabet, int c) {
    return alphabet.indexOf(c) >= 0;
  }

  private static String kept(String value, int first, int last) {
    return value.substring(0, first)
        + "*".repeat(value.length() - first - last)
        + value.substring(value.length() - last);
  }
}
