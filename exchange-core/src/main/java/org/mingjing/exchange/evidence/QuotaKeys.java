package org.mingjing.exchange.evidence;

import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mingjing.exchange.catalogue.CallRequest;
import org.mingjing.ledger.log.Charge;
import org.mingjing.policy.DailyLimit;
import org.mingjing.policy.DepartmentId;
import org.mingjing.policy.SystemId;

/**
 * Daily limits as charges of an entry. A key names a grant, a system or a department, and a subject
 * or officer by half of a keyed tag: enough to count by.
 */
final class QuotaKeys {
  private static final int TAG_BYTES = 16;

  private QuotaKeys() {}

  /** Whom a call is about, if it is about one, and which officer asks, if it names one. */
  record Whom(Optional<SubjectTags.Tag> subject, Optional<SubjectTags.Tag> officer) {
    static Whom of(
        Optional<SubjectTags.Tag> subject, CallRequest request, SystemId system, SubjectTags tags) {
      return new Whom(subject, request.officer().map(officer -> tags.ofOfficer(system, officer)));
    }
  }

  /** The charges of a call, each with its limit, in the order of the limits. */
  static Map<Charge, DailyLimit> charges(List<DailyLimit> limits, Whom whom) {
    return charges(limits, whom, "");
  }

  /**
   * The charges of a decision given to a provider's enforcement point. It says who asks, and nobody
   * has proved that: so what it says counts against the open fields and probes of that provider
   * alone, and uses up nothing that the requester has of others.
   */
  static Map<Charge, DailyLimit> ofGiven(
      List<DailyLimit> limits, Whom whom, DepartmentId provider) {
    return charges(limits, whom, "given/" + provider + "/");
  }

  private static Map<Charge, DailyLimit> charges(List<DailyLimit> limits, Whom whom, String given) {
    Map<Charge, DailyLimit> charges = LinkedHashMap.newLinkedHashMap(limits.size());
    for (DailyLimit limit : limits) {
      key(limit, whom, given)
          .ifPresent(
              key -> charges.put(new Charge(key, Math.min(limit.most(), Charge.MOST)), limit));
    }
    return charges;
  }

  /** Empty for a limit on one subject, if the call is about none. */
  private static Optional<String> key(DailyLimit limit, Whom whom, String given) {
    return switch (limit) {
      case DailyLimit.OfGrant used -> Optional.of("grant/" + used.grant());
      case DailyLimit.OfGrantPerSubject used -> ofSubject("grant/" + used.grant(), whom);
      case DailyLimit.OpenOfSystem used -> Optional.of("open/" + given + "system/" + used.system());
      case DailyLimit.OpenPerSubject used ->
          ofSubject("open/" + given + "department/" + used.department(), whom);
      case DailyLimit.ProbesPerSubject used ->
          ofSubject("probe/" + given + "department/" + used.department(), whom);
      case DailyLimit.ProbesPerOfficer used ->
          Optional.of(
              "probe/"
                  + given
                  + "system/"
                  + used.system()
                  + whom.officer().map(officer -> "/" + text(officer)).orElse(""));
    };
  }

  private static Optional<String> ofSubject(String key, Whom whom) {
    return whom.subject().map(subject -> key + "/" + text(subject));
  }

  private static String text(SubjectTags.Tag tag) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOf(tag.value(), TAG_BYTES));
  }
}
