package org.mingjing.exchange.evidence;

import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mingjing.ledger.log.Charge;
import org.mingjing.policy.DailyLimit;
import org.mingjing.policy.DepartmentId;

/**
 * Daily limits as charges of an entry. A key names a grant, a system or a department, and a subject
 * by half of its keyed tag: enough to count by.
 */
final class QuotaKeys {
  private static final int TAG_BYTES = 16;

  private QuotaKeys() {}

  /** The charges of a call, each with its limit, in the order of the limits. */
  static Map<Charge, DailyLimit> charges(List<DailyLimit> limits, SubjectTags.Tag subject) {
    return charges(limits, subject, "open/");
  }

  /**
   * The charges of a decision given to a provider's enforcement point. It says who asks, and nobody
   * has proved that: so what it says counts against the open fields of that provider alone, and
   * uses up nothing that the requester has of others.
   */
  static Map<Charge, DailyLimit> ofGiven(
      List<DailyLimit> limits, SubjectTags.Tag subject, DepartmentId provider) {
    return charges(limits, subject, "open/given/" + provider + "/");
  }

  private static Map<Charge, DailyLimit> charges(
      List<DailyLimit> limits, SubjectTags.Tag subject, String open) {
    Map<Charge, DailyLimit> charges = LinkedHashMap.newLinkedHashMap(limits.size());
    for (DailyLimit limit : limits) {
      String key = key(limit, subject, open);
      charges.put(new Charge(key, Math.min(limit.most(), Charge.MOST)), limit);
    }
    return charges;
  }

  private static String key(DailyLimit limit, SubjectTags.Tag subject, String open) {
    return switch (limit) {
      case DailyLimit.OfGrant used -> "grant/" + used.grant();
      case DailyLimit.OfGrantPerSubject used -> "grant/" + used.grant() + "/" + text(subject);
      case DailyLimit.OpenOfSystem used -> open + "system/" + used.system();
      case DailyLimit.OpenPerSubject used ->
          open + "department/" + used.department() + "/" + text(subject);
    };
  }

  private static String text(SubjectTags.Tag subject) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOf(subject.value(), TAG_BYTES));
  }
}
