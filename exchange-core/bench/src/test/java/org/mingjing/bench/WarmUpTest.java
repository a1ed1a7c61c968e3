package org.mingjing.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  private static final WarmUp WARM_UP = new WarmUp(Duration.ofSeconds(4), 5);

  @Test
  void goes_on_while_throughput_rises() {
    assertThat(WARM_UP.done(List.of(9_000.0, 9_900.0, 11_000.0))).isFalse();
    assertThat(WARM_UP.done(List.of(9_000.0, 11_000.0, 9_000.0))).isFalse();
    assertThat(WARM_UP.done(List.of(9_000.0, 11_000.0, 9_000.0, 11_100.0))).isTrue();
  }

  @Test
  void goes_on_until_there_were_answers_enough_to_compile_for() {
    assertThat(WARM_UP.done(List.of(1_000.0, 1_000.0, 1_000.0))).isFalse();
    assertThat(WARM_UP.done(List.of(9_000.0, 9_000.0, 9_000.0))).isTrue();
  }

  @Test
  void has_a_first_and_a_last_slice() {
    assertThat(WARM_UP.done(List.of())).isFalse();
    assertThat(WARM_UP.done(List.of(90_000.0, 90_000.0))).isFalse();
    assertThat(WARM_UP.done(List.of(1.0, 2.0, 4.0, 8.0, 16.0))).isTrue();
  }
}
