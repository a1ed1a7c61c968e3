package org.mingjing.exchange.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CallTableTest {

  @Test
  void a_refusal_is_shown_with_its_reason_and_its_notice_in_both_languages() {
    String shown =
        shown(
            """
            {"code":"prohibited","titles":{"zh":"不予共享","en":"not shared"},
             "details":{"zh":"理由。","en":"the reason"},"notice":{"zh":"是草案。","en":"a draft"}}
            """);

    assertThat(shown)
        .contains("prohibited (HTTP 403)", "理由。", "the reason")
        .containsSubsequence("草案 / draft", "是草案。", "a draft");
  }

  @Test
  void without_a_notice_nothing_is_said_of_a_draft() {
    assertThat(shown("{\"code\":\"unknown-field\"}")).doesNotContain("草案");
  }

  private static String shown(String body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CallTable.print(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new ExchangeClient.Reply(403, JsonMapper.shared().readTree(body)));
    return out.toString(StandardCharsets.UTF_8);
  }
}
