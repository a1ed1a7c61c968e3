package org.mingjing.bench.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mingjing.bench.report.Calibration;
import org.mingjing.bench.report.Machine;
import org.mingjing.bench.report.Output;
import org.mingjing.bench.report.Schedule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {

  private static final Report REPORT =
      Report.of(
          new Machine("a processor", 2, "1024 MiB", "25", new Calibration(1_000_000, 500)),
          Report.Conditions.of(Schedule.ofSeconds(3)),
          List.of(
              new Figures(Row.MINGJING.wireName(), 2_000_000, 0.4, 0.9),
              new Figures(Row.CEL.wireName(), 500_000, 2.1, 4),
              new Figures(Row.SAPL.wireName(), 8_000, 90, 200),
              new Figures(Row.RELOAD.wireName(), 9, 110_000, 130_000)));

  @Test
  void json_has_the_members_that_scripts_rely_on_and_leaves_out_what_was_not_run() {
    JsonNode json = JsonMapper.shared().readTree(Output.json(REPORT));
    assertThat(json.propertyNames())
        .containsExactly("bench", "machine", "conditions", "rows", "ratios");
    assertThat(json.path("rows").get(0).propertyNames())
        .containsExactly("name", "throughput", "p50Micros", "p99Micros");
    assertThat(json.path("ratios").propertyNames())
        .containsExactly(
            "policy.p50Micros", "policy.celP50Micros", "policy.vsSapl", "policy.reload10kMillis");
    assertThat(json.path("ratios").path("policy.reload10kMillis").asDouble()).isEqualTo(110);
  }

  @Test
  void the_table_says_which_target_is_met() {
    assertThat(REPORT.table())
        .containsPattern("policy.p50Micros +0.400 .*≤ 0.5   达标 met")
        .containsPattern("policy.celP50Micros +2.100 .*≤ 2.0   未达标 missed");
  }

  @Test
  void the_table_tells_what_a_peer_without_a_target_comes_to() {
    assertThat(REPORT.table()).containsPattern("policy.vsSapl +250.000   无目标 no target");
  }
}
