package org.mingjing.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.mingjing.connectors.KafkaSettings;
import org.mingjing.connectors.Limits;
import org.mingjing.connectors.Protection;
import org.mingjing.connectors.SourceAnswer;
import org.mingjing.connectors.SourceAnswer.Fetched;
import org.mingjing.connectors.SourceCall;
import org.mingjing.connectors.SourceKind;
import org.mingjing.connectors.SourceRow;
import org.mingjing.connectors.SourceSpec;
import org.mingjing.connectors.Sources;
import org.mingjing.connectors.TestTold;

/** A register with one field, {@code v}, beside its key. */
final class LookUps {
  static final Duration LIMIT = Duration.ofSeconds(5);
  static final Fetched NONE = new Fetched(List.of());

  /** Tests wait by asking, which must not make the source rest. */
  private static final Protection PATIENT =
      new Protection(64, 1_000_000, 100, Duration.ofMillis(1));

  private LookUps() {}

  static Sources sources(String topic, KafkaSettings settings) {
    SourceSpec spec =
        new SourceSpec(
            "dept.register",
            "dept",
            new SourceKind.KeyedTopic(topic),
            "id",
            Map.of("id", "id", "v", "v"),
            new Limits(1, 10_000, LIMIT));
    return Sources.start(List.of(settings), Map.of("dept", PATIENT), List.of(spec));
  }

  static SourceCall call(String key) {
    return new SourceCall("dept.register", List.of("v"), key, TestTold.told());
  }

  static Fetched found(String value) {
    return new Fetched(List.of(new SourceRow(Map.of("v", value))));
  }

  /** Asks until the answer is the one wanted. */
  static SourceAnswer await(
      Sources of, Duration within, String key, Predicate<SourceAnswer> wanted) {
    long end = System.nanoTime() + within.toNanos();
    SourceAnswer answer = of.fetch(call(key));
    while (!wanted.test(answer) && System.nanoTime() < end) {
      pause(20);
      answer = of.fetch(call(key));
    }
    assertThat(answer).matches(wanted);
    return answer;
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
