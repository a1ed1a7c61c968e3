package org.mingjing.policy;

import java.util.HashMap;
import java.util.Map;

/**
 * Refuses a second field of one column at the source, whatever the classification of either: each
 * field is decided for itself, so that an open alias of a prohibited column would reach it.
 */
final class SharedColumns {

  private final Faults faults;
  private final Map<String, String> fieldOf = new HashMap<>();

  SharedColumns(Faults faults) {
    this.faults = faults;
  }

  void add(Field field, MapReader map) {
    boolean unreadable = map.has("column") && field.column().isEmpty();
    if (unreadable || field.name().equals(Patterns.STAND_IN)) {
      return;
    }
    String other = fieldOf.putIfAbsent(field.sourceColumn(), field.name());
    if (other != null) {
      faults.admission(
          map.at(map.has("column") ? "column" : "name"),
          "shared-column",
          "来源的列 " + field.sourceColumn() + " 已由字段 " + other + " 使用；一列只能对应一个字段，请删除其一或改正 column",
          "column "
              + field.sourceColumn()
              + " of the source is already field "
              + other
              + "; a column is one field: remove one of them or correct its column");
    }
  }
}
