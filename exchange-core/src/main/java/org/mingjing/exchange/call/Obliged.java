package org.mingjing.exchange.call;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.mingjing.exchange.grants.PermittedCall;
import org.mingjing.policy.Mask;
import org.mingjing.policy.Obligation;
import org.mingjing.policy.Permit;

/**
 * What a permit obliges us to, sorted for use; an obligation of a new kind does not compile until
 * it is met here.
 *
 * @param released the fields that may leave, of those that were fetched, ascending
 * @param limit how many records may
 */
record Obliged(Map<String, Mask> masks, Set<String> withheld, List<String> released, int limit) {

  /**
   * The obligations of a permit for a call that was opened, and its fields fetched, by another.
   *
   * @param permit by what it is released
   */
  static Obliged by(Permit permit, PermittedCall opening) {
    Map<String, Mask> masks = new HashMap<>();
    Set<String> withheld = new TreeSet<>(permit.withheld());
    int limit = opening.call().resource().maxRecords();
    for (Obligation obligation : permit.obligations()) {
      switch (obligation) {
        case Obligation.MaskField mask -> masks.merge(mask.field(), mask.mask(), Mask::stricter);
        case Obligation.WithholdField withhold -> withheld.add(withhold.field());
        case Obligation.LimitRecords records -> limit = Math.min(limit, records.records());
        case Obligation.Retain retain -> {
          // imposed on the recipient: communicated with the decision
        }
        case Obligation.NoOnwardUse none -> {
          // imposed on the recipient: communicated with the decision
        }
      }
    }
    List<String> fetched = opening.permit().released();
    List<String> released =
        permit.released().stream()
            .filter(field -> !withheld.contains(field) && fetched.contains(field))
            .sorted()
            .toList();
    return new Obliged(masks, withheld, released, limit);
  }
}
