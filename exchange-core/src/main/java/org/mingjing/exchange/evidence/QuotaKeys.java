package org.mingjing.exchange.evidence;

import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mingjing.ledger.log.Charge;
import org.mingjing.policy.DailyLimit;

/**
 * Daily limits as charges of an entry. A key names a grant, a system or a department, and a subject
 * by half of its keyed tag: enough to count by.
 */
final class QuotaKeys {
  private static final int TAG_BYTES = 16;

  private QuotaKeys() {}

  /** The charges of a call, each with its limit, in the order of the limits. */
  static Map<Charge, DailyLimit> charges(List<DailyLimit> limits, SubjectTags.Tag subject) {
    Map<Charge, DailyLimit> charges = LinkedHashMap.newLinkedHashMap(limits.size());
    for (DailyLimit limit : limits) {
      charges.put(new Charge(key(limit, subject), Math.min(limit.most(), Charge.MOST)), limit);
    }
    return charges;
  }

  private static String key(DailyLimit limit, SubjectTags.Tag subject) {
    return switch (limit) {
      case DailyLimit.OfGrant used -> "grant/" + used.grant();
      case DailyLimit.OfGrantPerSubject used -> "grant/" + used.grant() + "/" + text(subject);
      case DailyLimit.OpenOfSystem used -> "open/system/" + used.system();
      case DailyLimit.OpenPerSubject used ->
          "open/department/" + used.department() + "/" + text(subject);
    };
  }

  private static String text(SubjectTags.Tag subject) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOf(subject.value(), TAG_BYTES));
  }
}
