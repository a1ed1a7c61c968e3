package org.mingjing.exchange.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mingjing.policy.LoadResult;
import org.mingjing.policy.PolicyLoader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class InputsTest {
  private static final String WHOLE =
      "{\"answer\":\"masked\",\"asserted\":{\"incident\":\"I-1\",\"response\":\"R-1\"},"
          + "\"assurance\":2,\"at\":\"2026-06-01T00:00:00.000Z\","
          + "\"authorisation\":{\"digest\":\"sha256:00\",\"kind\":\"separate\","
          + "\"reference\":\"REF-1\",\"until\":\"2026-12-31\"},"
          + "\"caseStated\":true,\"fields\":[\"name\"],\"grant\":\"G-2026-0001\",\"job\":false,"
          + "\"officerStated\":false,\"partial\":true,\"purpose\":\"social-assistance\","
          + "\"requester\":\"MCA\",\"resource\":\"mps.resident-register\",\"subjects\":1,"
          + "\"system\":\"mca-assistance\",\"zone\":\"government-extranet\"}";

  @Test
  void what_is_written_is_read_and_written_again_to_the_letter() {
    long seed = new Random().nextLong();
    LoadResult.Loaded shipped =
        (LoadResult.Loaded) PolicyLoader.load(Path.of("..", "config", "policy"));
    RandomQuestions questions =
        new RandomQuestions(shipped.policy(), shipped.grants(), new Random(seed));
    for (int i = 0; i < 20_000; i++) {
      Inputs inputs = questions.next();
      byte[] json = inputs.json();

      Inputs read = Inputs.read(json);

      assertThat(read).as("seed %d, question %d", seed, i).isEqualTo(inputs);
      assertThat(read.json()).as("seed %d, question %d", seed, i).isEqualTo(json);
    }
  }

  @Test
  void inputs_that_end_early_are_unreadable_wherever_they_end() {
    byte[] whole = WHOLE.getBytes(StandardCharsets.UTF_8);
    assertThat(Inputs.read(whole).json()).isEqualTo(whole);
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Inputs.read(part))
          .as("%d bytes", length)
          .isInstanceOf(Unreadable.class);
    }
  }

  @Test
  void every_member_but_those_of_some_calls_must_be_there() {
    List<String> optional = List.of("asserted", "authorisation", "grant");
    JsonNode whole = JsonMapper.shared().readTree(WHOLE);
    for (String member : whole.propertyNames()) {
      ObjectNode without = ((ObjectNode) whole.deepCopy()).without(member);
      byte[] json = Recorded.bytes(without.toString());
      if (optional.contains(member)) {
        assertThat(Inputs.read(json)).as(member).isNotEqualTo(Inputs.read(Recorded.bytes(WHOLE)));
      } else {
        assertThatThrownBy(() -> Inputs.read(json)).as(member).isInstanceOf(Unreadable.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"zone\":\"x\"}|\"zone\":\"x\",\"zzz\":1}", // an unknown member
        "\"subjects\":1|\"subjects\":1,\"subjects\":1", // one that repeats
        "\"subjects\":1|\"subjects\":1.0",
        "\"subjects\":1|\"subjects\":-1",
        "\"subjects\":1|\"subjects\":99999999999",
        "\"subjects\":1|\"subjects\":\"1\"",
        "\"job\":false|\"job\":0",
        "\"job\":false|\"job\":null",
        "\"answer\":\"masked\"|\"answer\":\"shown\"",
        "\"fields\":[\"name\"]|\"fields\":[]",
        "\"fields\":[\"name\"]|\"fields\":[[\"name\"]]",
        "\"fields\":[\"name\"]|\"fields\":\"name\"",
        "\"kind\":\"separate\"|\"kind\":\"other\"",
        "\"until\":\"2026-12-31\"|\"until\":\"2026-13-31\"",
        "\"until\":\"2026-12-31\"|\"until\":\"2026-12-31\",\"why\":\"\"",
        "\"at\":\"2026-06-01T00:00:00.000Z\"|\"at\":\"2026-06-01\"",
        "\"at\":\"2026-06-01T00:00:00.000Z\"|\"at\":\"2026-06-01T00:00:00Z\"",
        "\"at\":\"2026-06-01T00:00:00.000Z\"|\"at\":\"2026-02-30T00:00:00.000Z\"",
        "\"at\":\"2026-06-01T00:00:00.000Z\"|\"at\":\"2026-06-01T24:00:00.000Z\"",
        "\"at\":\"2026-06-01T00:00:00.000Z\"|\"at\":\"2026-06-01T00:00:60.000Z\"",
        "\"at\":\"2026-06-01T00:00:00.000Z\"|\"at\":\"2026-06-01T00:00:00.00-Z\"",
        "\"requester\":\"MCA\"|\"requester\":\"\"",
        "{\"answer\"|[{\"answer\"",
        "\"government-extranet\"}|\"government-extranet\"} 1"
      })
  void what_another_version_would_write_is_unreadable(String change) {
    String[] parts = change.replace("\"x\"", "\"government-extranet\"").split("\\|", -1);
    assertThat(WHOLE).contains(parts[0]);

    assertThatThrownBy(() -> Inputs.read(Recorded.bytes(WHOLE.replace(parts[0], parts[1]))))
        .isInstanceOf(Unreadable.class);
  }
}
