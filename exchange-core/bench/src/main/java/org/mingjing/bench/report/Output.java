package org.mingjing.bench.report;

import java.util.function.Supplier;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** How a report is written. */
public enum Output {
  TABLE,
  JSON;

  /** The report in this way. */
  public String of(Record report, Supplier<String> table) {
    return this == JSON ? json(report) : table.get();
  }

  /** The members in the order in which the records declare them. */
  public static String json(Record report) {
    return JsonMapper.builder()
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .build()
        .writeValueAsString(report);
  }
}
