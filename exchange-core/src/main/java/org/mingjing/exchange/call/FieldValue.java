package org.mingjing.exchange.call;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.policy.Field;
import org.mingjing.policy.FieldType;
import org.mingjing.policy.OrganisationId;
import org.mingjing.policy.PersonId;

/**
 * A source's text as a value of its field's type; what is not of that type is none, and nothing is
 * guessed from it.
 */
final class FieldValue {
  /** Zeros in front mean something, which a number would lose. */
  private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,14}");

  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,9})?");
  private static final Pattern TOTAL = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,20})?");

  private FieldValue() {}

  /**
   * What a source's text means: by the field's codes where it has some, and of its type.
   *
   * @return empty if it is no code, or not of the type
   */
  static Optional<String> of(Field field, String text) {
    Map<String, String> codes = field.coding().codes();
    Optional<String> value = Optional.ofNullable(codes.isEmpty() ? text : codes.get(text));
    return value.filter(meant -> fits(field.type(), meant));
  }

  private static boolean fits(FieldType type, String text) {
    return switch (type) {
      case STRING -> true;
      case INTEGER -> INTEGER.matcher(text).matches();
      case DECIMAL -> DECIMAL.matcher(text).matches();
      case BOOLEAN -> text.equals("true") || text.equals("false");
      case DATE -> isDate(text);
      case PERSON_ID -> PersonId.valid(text);
      case ORGANISATION_ID -> OrganisationId.valid(text);
    };
  }

  /** A total: a plain decimal of any length that a department's numbers add up to. */
  static Optional<BigDecimal> number(String text) {
    return TOTAL.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }

  /** Writes what {@link #of} gave. */
  static void write(CanonicalWriter out, FieldType type, String value) {
    switch (type) {
      case INTEGER -> out.number(Long.parseLong(value));
      case BOOLEAN -> out.bool(Boolean.parseBoolean(value));
      case STRING, DECIMAL, DATE, PERSON_ID, ORGANISATION_ID -> out.string(value);
    }
  }

  private static boolean isDate(String text) {
    try {
      LocalDate.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
