package org.mingjing.connectors.soap;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.namespace.QName;
import org.mingjing.connectors.template.RejectedAnswer;

/** How the text of an element becomes a value, by the type it comes from (XML Schema, part 2). */
enum TextKind {
  /** To the letter. */
  STRING {
    @Override
    String value(String text) {
      return text;
    }
  },
  /** Without white space around it, and with single blanks in it. */
  TOKEN {
    @Override
    String value(String text) {
      return collapsed(text);
    }
  },
  /** {@code true} or {@code false}. */
  BOOLEAN {
    @Override
    String value(String text) throws RejectedAnswer {
      return switch (collapsed(text)) {
        case "true", "1" -> "true";
        case "false", "0" -> "false";
        default -> throw new RejectedAnswer("a value is no boolean");
      };
    }
  },
  /** Plain decimal, as it was written, so that neither zeros nor digits are lost. */
  NUMBER {
    @Override
    String value(String text) throws RejectedAnswer {
      String number = collapsed(text);
      if (!PLAIN.matcher(number).matches()) {
        throw new RejectedAnswer("a value is no plain number");
      }
      return number;
    }
  },
  /** ISO 8601; the offset that XML Schema allows is left out, since registers hold civil dates. */
  DATE {
    @Override
    String value(String text) throws RejectedAnswer {
      String date = collapsed(text);
      try {
        return LocalDate.parse(date, DateTimeFormatter.ISO_DATE).toString();
      } catch (DateTimeException e) {
        throw new RejectedAnswer("a value is no date");
      }
    }
  },
  /** ISO 8601, with or without offset, as it was written. */
  MOMENT {
    @Override
    String value(String text) throws RejectedAnswer {
      String moment = collapsed(text);
      try {
        DateTimeFormatter.ISO_DATE_TIME.parse(moment);
        return moment;
      } catch (DateTimeException e) {
        throw new RejectedAnswer("a value is no date and time");
      }
    }
  };

  private static final Pattern PLAIN = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
  private static final Pattern SPACE = Pattern.compile("[ \\t\\r\\n]+");
  private static final Set<String> NUMBERS =
      Set.of(
          "decimal",
          "integer",
          "nonPositiveInteger",
          "negativeInteger",
          "nonNegativeInteger",
          "positiveInteger",
          "long",
          "int",
          "short",
          "byte",
          "unsignedLong",
          "unsignedInt",
          "unsignedShort",
          "unsignedByte",
          "float",
          "double");

  /**
   * The value of an element.
   *
   * @throws RejectedAnswer if it is none of its type
   */
  abstract String value(String text) throws RejectedAnswer;

  /** By the type of XML Schema itself that a type comes from; none for lists and unions. */
  static TextKind of(Optional<QName> builtIn) {
    String name = builtIn.map(QName::getLocalPart).orElse("");
    return switch (name) {
      case "string", "anySimpleType" -> STRING;
      case "boolean" -> BOOLEAN;
      case "date" -> DATE;
      case "dateTime" -> MOMENT;
      default -> NUMBERS.contains(name) ? NUMBER : TOKEN;
    };
  }

  private static String collapsed(String text) {
    String single = SPACE.matcher(text).replaceAll(" ");
    int from = single.startsWith(" ") ? 1 : 0;
    int to = single.endsWith(" ") ? single.length() - 1 : single.length();
    return from > to ? "" : single.substring(from, to);
  }
}
