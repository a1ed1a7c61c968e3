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
 * have the expected shape is withheld, not passed.
 */
public final class Mask {

  /** First and last character of an identity number: six plus four would leave few candidates. */
  public static final Mask ID_NUMBER = new Mask("id-number", MaskShapes::idNumber);

  /** The surname, and a star for every other character. */
  public static final Mask NAME = new Mask("name", NameMask::apply);

  /** A mobile number without its middle four digits. */
  public static final Mask PHONE = new Mask("phone", MaskShapes::phone);

  /** The last four digits of a card or account number. */
  public static final Mask CARD = new Mask("card", MaskShapes::card);

  /** An address down to its district or county. */
  public static final Mask ADDRESS = new Mask("address", AddressMask::apply);

  /** The place of registration and the last character of a number plate. */
  public static final Mask PLATE = new Mask("plate", MaskShapes::plate);

  /** A vehicle identification number without its last six characters. */
  public static final Mask VIN = new Mask("vin", MaskShapes::vin);

  /** The year of an ISO date. */
  public static final Mask DATE_YEAR = new Mask("date-year", MaskShapes::dateYear);

  /** First two and last two characters of a unified social credit code. */
  public static final Mask ORGANISATION_ID =
      new Mask("organisation-id", MaskShapes::organisationId);

  /** First character and domain of a mail address. */
  public static final Mask MAIL = new Mask("mail", MaskShapes::mail);

  /** The value as it is; a field that uses it says why. */
  public static final Mask NONE = new Mask("none", Optional::of);

  /** Nothing at all: for values that cannot be reduced and still mean something. */
  public static final Mask WITHHELD = new Mask("withheld", value -> Optional.empty());

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
  private final Function<String, Optional<String>> rule;
  private final Masked.Withheld withheld;

  private Mask(String name, Function<String, Optional<String>> rule) {
    this.name = name;
    this.rule = rule;
    this.withheld =
        new Masked.Withheld(
            new Text(
                "值不符合脱敏规则 " + name + " 的格式，不予提供",
                "the value does not have the shape that mask "
                    + name
                    + " expects and is withheld"));
  }

  public String name() {
    return name;
  }

  /** What may leave of the value; never throws, whatever the value. */
  public Masked apply(String value) {
    return rule.apply(value).<Masked>map(Masked.Kept::new).orElse(withheld);
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
