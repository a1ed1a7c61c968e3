package org.mingjing.policy;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The masks of values with a fixed shape; empty: not of that shape. */
final class MaskShapes {

  private static final Pattern PHONE = Pattern.compile("1[3-9][0-9]{9}");
  private static final Pattern CARD = Pattern.compile("[0-9]{10,32}");
  private static final Pattern PLATE =
      Pattern.compile("[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][A-HJ-NP-Z0-9]{5,6}");
  private static final Pattern VIN = Pattern.compile("[A-HJ-NPR-Z0-9]{17}");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern MAIL =
      Pattern.compile(
          "([A-Za-z0-9])[A-Za-z0-9._%+-]{0,63}@([A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})+)");

  private MaskShapes() {}

  static Optional<String> idNumber(String value) {
    return PersonId.valid(value) ? Optional.of(kept(value, 1, 1)) : Optional.empty();
  }

  static Optional<String> organisationId(String value) {
    return OrganisationId.valid(value) ? Optional.of(kept(value, 2, 2)) : Optional.empty();
  }

  static Optional<String> phone(String value) {
    return matching(PHONE, value).map(phone -> kept(phone, 3, 4));
  }

  static Optional<String> card(String value) {
    return matching(CARD, value).map(card -> kept(card, 0, 4));
  }

  static Optional<String> plate(String value) {
    return matching(PLATE, value).map(plate -> kept(plate, 2, 1));
  }

  static Optional<String> vin(String value) {
    return matching(VIN, value).map(vin -> kept(vin, 11, 0));
  }

  static Optional<String> dateYear(String value) {
    try {
      return matching(DATE, value).map(LocalDate::parse).map(date -> value.substring(0, 4));
    } catch (DateTimeParseException noSuchDay) {
      return Optional.empty();
    }
  }

  static Optional<String> mail(String value) {
    Matcher mail = MAIL.matcher(value);
    return mail.matches() ? Optional.of(mail.group(1) + "****@" + mail.group(2)) : Optional.empty();
  }

  private static Optional<String> matching(Pattern shape, String value) {
    return shape.matcher(value).matches() ? Optional.of(value) : Optional.empty();
  }

  private static String kept(String value, int first, int last) {
    return value.substring(0, first)
        + "*".repeat(value.length() - first - last)
        + value.substring(value.length() - last);
  }
}
