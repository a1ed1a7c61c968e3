package org.mingjing.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.mingjing.bench.report.Calibration;
import org.mingjing.bench.report.Machine;
import org.mingjing.bench.report.Output;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
  private static final Machine MACHINE =
      new Machine("a processor", 2, "1024 MiB", "25", new Calibration(1_000_000, 500));
  private static final Report.Conditions CONDITIONS =
      new Report.Conditions(32, 100_000, 7, "long", 3, 2, "Bearer", "fsync on", List.of());

  @Test
  void json_has_the_members_that_scripts_rely_on_in_their_order() {
    JsonNode json = JsonMapper.shared().readTree(Output.json(everyRow()));
    assertThat(json.propertyNames())
        .containsExactly("bench", "machine", "conditions", "rows", "ratios");
    assertThat(json.path("bench").asString()).isEqualTo("call");
    assertThat(json.path("machine").propertyNames())
        .containsExactly("cpu", "cores", "memory", "jdk", "calibration");
    assertThat(json.path("rows").get(0).propertyNames())
        .containsExactly("name", "throughput", "p50Micros", "p99Micros");
    assertThat(json.path("rows").valueStream().map(row -> row.path("name").asString()))
        .startsWith("direct", "bareCamelRoute", "springCloudGatewayMvc", "fullCall");
    assertThat(json.path("ratios").propertyNames())
        .containsExactly("call.vsBareRoute", "call.vsSpringCloudGateway");
  }

  @Test
  void throughput_is_the_median_of_the_rounds_and_latency_comes_from_all_of_them() {
    List<LoadClient.Round> rounds =
        List.of(round(300, 1_000_000), round(100, 2_000_000), round(200, 9_000_000));
    Report.Figures figures = Report.Figures.of(Row.DIRECT, rounds);
    assertThat(figures.throughput()).isEqualTo(200);
    assertThat(figures.p50Micros()).isBetween(1_990L, 2_010L);
    assertThat(figures.p99Micros()).isBetween(8_950L, 9_050L);
  }

  @Test
  void a_ratio_is_the_full_call_over_its_peer() {
    assertThat(everyRow().ratios())
        .containsEntry(Report.VS_BARE_ROUTE, 2.0)
        .containsEntry(Report.VS_GATEWAY, 1.333);
  }

  @Test
  void a_ratio_of_which_a_row_was_not_run_is_not_reported() {
    Map<Row, List<LoadClient.Round>> results = new EnumMap<>(Row.class);
    results.put(Row.BARE_ROUTE, List.of(round(100, 1)));
    results.put(Row.STATIC_FULL_CALL, List.of(round(100, 1)));
    assertThat(Report.of(MACHINE, CONDITIONS, results).ratios()).isEmpty();
  }

  @Test
  void the_table_says_which_target_is_met() {
    assertThat(ReportTable.of(everyRow()))
        .contains("call.vsBareRoute", "≥ 0.5", "达标 met", "token: Bearer", "1,000,000/s");
    Report slow =
        new Report("call", MACHINE, CONDITIONS, List.of(), Map.of(Report.VS_GATEWAY, 0.699));
    assertThat(ReportTable.of(slow)).contains("未达标 missed");
  }

  /** Row n has n times a hundred answers a second. */
  private static Report everyRow() {
    Map<Row, List<LoadClient.Round>> results = new EnumMap<>(Row.class);
    double throughput = 0;
    for (Row row : Row.values()) {
      throughput += 100;
      results.put(row, List.of(round(throughput, 1_000_000)));
    }
    return Report.of(MACHINE, CONDITIONS, results);
  }

  private static LoadClient.Round round(double throughput, long latencyNanos) {
    Histogram latencies = new Histogram(3);
    latencies.recordValue(latencyNanos);
    return new LoadClient.Round(throughput, latencies);
  }
}
