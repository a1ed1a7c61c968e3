package org.mingjing.policy;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How cases and reports spell obligations: {@code mask name name}, {@code retain 30}, {@code
 * no-onward-use}.
 */
public final class ObligationWords {

  static final List<String> FORMS =
      List.of("mask FIELD MASK", "withhold FIELD", "limit RECORDS", "retain DAYS", "no-onward-use");

  private static final Pattern WORDS =
      Pattern.compile(
          "mask (?<masked>[a-z0-9_]+) (?<mask>[a-z-]+)"
              + "|withhold (?<withheld>[a-z0-9_]+)"
              + "|limit (?<limit>[1-9][0-9]{0,8})"
              + "|retain (?<days>0|[1-9][0-9]{0,8})"
              + "|no-onward-use");

  private ObligationWords() {}

  /** An obligation in words that tell it from every other. */
  public static String of(Obligation obligation) {
    return switch (obligation) {
      case Obligation.MaskField mask -> "mask " + mask.field() + " " + mask.mask().name();
      case Obligation.WithholdField withhold -> "withhold " + withhold.field();
      case Obligation.LimitRecords limit -> "limit " + limit.records();
      case Obligation.Retain retain -> "retain " + retain.days();
      case Obligation.NoOnwardUse none -> "no-onward-use";
    };
  }

  /** Whether the words are an obligation that a permit can carry. */
  static boolean known(String words) {
    Matcher matcher = WORDS.matcher(words);
    return matcher.matches()
        && Optional.ofNullable(matcher.group("mask"))
            .map(mask -> Mask.of(mask).isPresent())
            .orElse(true);
  }
}
