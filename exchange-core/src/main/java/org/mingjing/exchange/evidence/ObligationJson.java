package org.mingjing.exchange.evidence;

import java.util.List;
import java.util.Optional;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.policy.Obligation;

/** Obligations in canonical JSON, alike wherever they are told. */
public final class ObligationJson {
  private static final String LIMIT_RECORDS = "limit-records";
  private static final String MASK = "mask";
  private static final String NO_ONWARD_USE = "no-onward-use";
  private static final String RETAIN = "retain";
  private static final String WITHHOLD = "withhold";

  /** Every kind of obligation, in the order of the alphabet. */
  public static final List<String> KINDS =
      List.of(LIMIT_RECORDS, MASK, NO_ONWARD_USE, RETAIN, WITHHOLD);

  private ObligationJson() {}

  /** The kind of an obligation as it stands in {@code kind}. */
  public static String kind(Obligation obligation) {
    return switch (obligation) {
      case Obligation.LimitRecords limit -> LIMIT_RECORDS;
      case Obligation.MaskField mask -> MASK;
      case Obligation.NoOnwardUse none -> NO_ONWARD_USE;
      case Obligation.Retain retain -> RETAIN;
      case Obligation.WithholdField withhold -> WITHHOLD;
    };
  }

  /** Writes the members of an obligation into an object that is begun; none is after "records". */
  public static CanonicalWriter members(
      CanonicalWriter out, Obligation obligation, Optional<String> fulfilment) {
    switch (obligation) {
      case Obligation.MaskField mask -> out.name("field").string(mask.field());
      case Obligation.WithholdField withhold -> out.name("field").string(withhold.field());
      case Obligation.Retain retain -> out.name("days").number(retain.days());
      case Obligation.LimitRecords limit -> {}
      case Obligation.NoOnwardUse none -> {}
    }
    fulfilment.ifPresent(what -> out.name("fulfilment").string(what));
    out.name("kind").string(kind(obligation));
    return switch (obligation) {
      case Obligation.MaskField mask -> out.name("mask").string(mask.mask().name());
      case Obligation.LimitRecords limit -> out.name("records").number(limit.records());
      case Obligation.WithholdField withhold -> out;
      case Obligation.Retain retain -> out;
      case Obligation.NoOnwardUse none -> out;
    };
  }
}
