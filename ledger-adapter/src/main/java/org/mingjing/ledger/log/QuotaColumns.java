package org.mingjing.ledger.log;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The charges of a batch, column by column: each key once, with how often it is charged and the
 * smallest quota that any of its entries came with.
 */
final class QuotaColumns {
  final String[] keys;
  final Long[] uses;
  final Long[] mosts;

  QuotaColumns(List<NewEntry> entries) {
    Map<String, Sum> sums = new TreeMap<>();
    for (NewEntry entry : entries) {
      for (Charge charge : entry.charges()) {
        sums.merge(charge.key(), new Sum(1, charge.mostPerDay()), Sum::plus);
      }
    }
    keys = sums.keySet().toArray(String[]::new);
    uses = sums.values().stream().map(Sum::uses).toArray(Long[]::new);
    mosts = sums.values().stream().map(Sum::most).toArray(Long[]::new);
  }

  private record Sum(long uses, long most) {
    Sum plus(Sum other) {
      return new Sum(uses + other.uses, Math.min(most, other.most));
    }
  }
}
