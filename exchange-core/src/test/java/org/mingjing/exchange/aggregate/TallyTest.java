package org.mingjing.exchange.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TallyTest {
  private final Tally byOne = new Tally(List.of("region"));
  private final Tally byTwo = new Tally(List.of("region", "industry"));

  private static String json(Tally tally) {
    return new String(tally.json(10).orElseThrow(), StandardCharsets.UTF_8);
  }

  private static Optional<String> of(String value) {
    return Optional.of(value);
  }

  @Test
  void groups_are_told_in_order_with_their_sums_and_the_total() {
    byOne.add(List.of(of("b")), 12, Map.of("staff", new BigDecimal("1.50")));
    byOne.add(List.of(of("a")), 10, Map.of("staff", new BigDecimal("100")));
    byOne.add(List.of(Optional.empty()), 11, Map.of());

    assertThat(json(byOne))
        .isEqualTo(
            "{\"groups\":[{\"by\":{\"region\":null},\"subjects\":11},"
                + "{\"by\":{\"region\":\"a\"},\"subjects\":10,\"sums\":{\"staff\":\"100\"}},"
                + "{\"by\":{\"region\":\"b\"},\"subjects\":12,\"sums\":{\"staff\":\"1.50\"}}],"
                + "\"totals\":[{\"by\":{},\"subjects\":33,\"sums\":{\"staff\":\"101.50\"}}]}");
  }

  @Test
  void of_a_suppressed_group_neither_number_nor_sum_is_told() {
    byOne.add(List.of(of("a")), 9, Map.of("staff", new BigDecimal("77")));
    byOne.add(List.of(of("b")), 20, Map.of("staff", new BigDecimal("88")));
    byOne.add(List.of(of("c")), 50, Map.of("staff", new BigDecimal("99")));

    assertThat(json(byOne))
        .isEqualTo(
            "{\"groups\":[{\"by\":{\"region\":\"a\"},\"suppressed\":true},"
                + "{\"by\":{\"region\":\"b\"},\"suppressed\":true},"
                + "{\"by\":{\"region\":\"c\"},\"subjects\":50,\"sums\":{\"staff\":\"99\"}}],"
                + "\"totals\":[{\"by\":{},\"subjects\":79,\"sums\":{\"staff\":\"264\"}}]}");
  }

  @Test
  void groups_of_the_same_values_are_one() {
    byOne.add(List.of(of("a")), 6, Map.of("staff", new BigDecimal("1")));
    byOne.add(List.of(of("a")), 7, Map.of("staff", new BigDecimal("2")));

    assertThat(json(byOne)).contains("\"subjects\":13,\"sums\":{\"staff\":\"3\"}");
  }

  @Test
  void by_two_fields_the_totals_of_each_are_told_and_groups_of_nobody_are_not() {
    byTwo.add(List.of(of("a"), of("x")), 10, Map.of());
    byTwo.add(List.of(of("a"), of("y")), 20, Map.of());
    byTwo.add(List.of(of("b"), of("y")), 30, Map.of());

    assertThat(json(byTwo))
        .isEqualTo(
            "{\"groups\":[{\"by\":{\"industry\":\"x\",\"region\":\"a\"},\"subjects\":10},"
                + "{\"by\":{\"industry\":\"y\",\"region\":\"a\"},\"subjects\":20},"
                + "{\"by\":{\"industry\":\"y\",\"region\":\"b\"},\"subjects\":30}],"
                + "\"totals\":[{\"by\":{\"region\":\"a\"},\"subjects\":30},"
                + "{\"by\":{\"region\":\"b\"},\"subjects\":30},"
                + "{\"by\":{\"industry\":\"x\"},\"subjects\":10},"
                + "{\"by\":{\"industry\":\"y\"},\"subjects\":50},"
                + "{\"by\":{},\"subjects\":60}]}");
  }

  @Test
  void of_nobody_at_all_the_total_is_none() {
    assertThat(json(byTwo)).isEqualTo("{\"groups\":[],\"totals\":[{\"by\":{},\"subjects\":0}]}");
  }

  @Test
  void a_table_too_large_to_be_looked_through_is_not_told() {
    for (int i = 0; i < 300; i++) {
      byTwo.add(List.of(of("a" + i), of("x" + i)), 10, Map.of());
    }

    assertThat(byTwo.json(10)).isEmpty();
  }
}
