package org.mingjing.exchange.call;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.mingjing.exchange.evidence.OpenedCall;
import org.mingjing.exchange.problem.ProblemCode;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.policy.Field;
import org.mingjing.policy.OrganisationId;
import org.mingjing.policy.PersonId;

/**
 * Writes a source's text as a value of its field's type; what is not of that type is refused, never
 * guessed.
 */
final class FieldValue {
  /** Zeros in front mean something, which a number would lose. */
  private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,14}");

  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,9})?");

  private FieldValue() {}

  static void write(CanonicalWriter out, Field field, String text, OpenedCall opened) {
    boolean fits =
        switch (field.type()) {
          case STRING -> true;
          case INTEGER -> INTEGER.matcher(text).matches();
          case DECIMAL -> DECIMAL.matcher(text).matches();
          case BOOLEAN -> text.equals("true") || text.equals("false");
          case DATE -> isDate(text);
          case PERSON_ID -> PersonId.valid(text);
          case ORGANISATION_ID -> OrganisationId.valid(text);
        };
    if (!fits) {
      throw new FailedAfterOpening(opened, ProblemCode.SOURCE_REJECTED);
    }
    switch (field.type()) {
      case INTEGER -> out.number(Long.parseLong(text));
      case BOOLEAN -> out.bool(Boolean.parseBoolean(text));
      case STRING, DECIMAL, DATE, PERSON_ID, ORGANISATION_ID -> out.string(text);
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
