package org.mingjing.exchange.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PolicyReloadCommandTest {

  @Test
  void a_notice_is_shown_in_both_languages() {
    String shown =
        shown(
            """
            {"notices": [{"en": "not taken", "zh": "没有采用"}], "outcome": "unchanged", "policy": "sha256:1"}
            """);

    assertThat(shown.lines())
        .containsExactly(
            "文件中的策略与运行中的相同 / the policy in the files is live already",
            "sha256:1",
            "注意：没有采用",
            "notice: not taken");
  }

  @Test
  void without_a_notice_the_outcome_stands_alone() {
    assertThat(
            shown("{\"notices\": [], \"outcome\": \"published\", \"policy\": \"sha256:2\"}")
                .lines())
        .containsExactly("策略已发布 / the policy is published", "sha256:2");
  }

  private static String shown(String answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PolicyReloadCommand.print(
        new PrintStream(bytes, true, StandardCharsets.UTF_8), JsonMapper.shared().readTree(answer));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
