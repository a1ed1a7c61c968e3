package org.mingjing.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * How a value is reduced before it leaves. No national standard fixes masks; these keep what a
 * clerk needs to tell two records apart, and no more. A mask fails closed: a value that does not
 * have the expected shape is withheld, not passed. The module's README lists what stays of each
 * shape and why its near misses are withheld.
 */
public final class Mask {

  /** First and last character of an identity number: six plus four would leave few candidates. */
  public static final Mask ID_NUMBER = new Mask("id-number", 18, MaskShapes::idNumber);

  /** The surname, and a star for every other character. */
  public static final Mask NAME = new Mask("name", 100, NameMask::apply);

  /** A mobile number without its middle four digits. */
  public static final Mask PHONE = new Mask("phone", 11, MaskShapes::phone);

  /** The last four digits of a card or account number. */
  public static final Mask CARD = new Mask("card", 32, MaskShapes::card);

  /** An address down to its district or county. */
  public static final Mask ADDRESS =
      new Mask("address", 200, new AddressMask(Divisions.read())::apply);

  /** The place of registration and the last character of a number plate. */
  public static final Mask PLATE = new Mask("plate", 8, MaskShapes::plate);

  /** A vehicle identification number without check digit and serial number. */
  public static final Mask VIN = new Mask("vin", 17, MaskShapes::vin);

  /** The year of an ISO date. */
  public static final Mask DATE_YEAR = new Mask("date-year", 10, MaskShapes::dateYear);

  /** First two and last two characters of a unified social credit code. */
  public static final Mask ORGANISATION_ID =
      new Mask("organisation-id", 18, MaskShapes::organisationId);

  /** First character and domain of a mail address. */
  public static final Mask MAIL = new Mask("mail", 254, MailMask::apply);

  /** The value as it is; a field that uses it says why. */
  public static final Mask NONE = new Mask("none", Integer.MAX_VALUE, Optional::of);

  /** Nothing at all: for values that cannot be reduced and still mean something. */
  public static final Mask WITHHELD = new Mask("withheld", 0, value -> Optional.empty());

  private static final Map<String, Mask> INDEX =
      List.of(
              ID_NUMBER,
              NAME,
              PHONE,
              CARD,
              ADDRESS,
              PLATE,
              VIN,
              DATE_YEAR,
              ORGANISATION_ID,
              MAIL,
              NONE,
              WITHHELD)
          .stream()
          .collect(Collectors.toUnmodifiableMap(Mask::name, UnaryOperator.identity()));

  private final String name;
  private final int maxLength;
  private final Function<String, Optional<String>> rule;
  private final Masked.Withheld withheld;

  /**
   * A mask.
   *
   * @param maxLength in UTF-16 units; a longer value is withheld before the rule reads it, so that
   *     no value makes a mask slow
   */
  Mask(String name, int maxLength, Function<String, Optional<String>> rule) {
    this.name = name;
    this.maxLength = maxLength;
    this.rule = rule;
    this.withheld =
        new Masked.Withheld(
            new Text(
                "脱敏规则 " + name + " 不提供此值，或值不符合其格式",
                "mask " + name + " lets nothing of the value leave, or does not know its shape"));
  }

  public String name() {
    return name;
  }

  /** What may leave of the value; never throws, whatever the value. */
  public Masked apply(String value) {
    return value.length() > maxLength
        ? withheld
        : rule.apply(value).<Masked>map(Masked.Kept::new).orElse(withheld);
  }

  /**
   * The mask of a field on which two rules lay a mask each: {@link #NONE} yields to any other, and
   * two masks for different shapes come to {@link #WITHHELD}, since no value may pass both. The
   * order in which rules are combined makes no difference.
   */
  public Mask stricter(Mask other) {
    if (equals(NONE) || equals(other)) {
      return other;
    }
    return other.equals(NONE) ? this : WITHHELD;
  }

  public static Optional<Mask> of(String name) {
    return Optional.ofNullable(INDEX.get(name));
  }

  /** All masks by name. */
  public static Map<String, Mask> all() {
    return INDEX;
  }

  @Override
  public String toString() {
    return name;
  }
}
