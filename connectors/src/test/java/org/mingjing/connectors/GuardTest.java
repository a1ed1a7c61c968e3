package org.mingjing.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mingjing.connectors.SourceAnswer.Fetched;
import org.mingjing.connectors.SourceAnswer.SourceFailure;

class GuardTest {
  private static final Duration REST = Duration.ofMillis(200);
  private static final SourceAnswer NOBODY = new Fetched(List.of());
  private static final SourceAnswer AWAY = SourceFailure.unavailable("away");
  private static final SourceAnswer LATE = SourceFailure.timeout("late");
  private static final SourceAnswer NO = SourceFailure.rejected("no");

  private static Guard guard(int maxConcurrent, int perSecond) {
    return new Guard("dept", new Protection(maxConcurrent, perSecond, 50, REST));
  }

  @Test
  void as_many_calls_as_allowed_are_under_way_and_the_next_is_refused_at_once() throws Exception {
    Guard guard = guard(3, 1_000);
    CountDownLatch inside = new CountDownLatch(3);
    CountDownLatch hanging = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<SourceAnswer>> held = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        held.add(
            threads.submit(() ->
                guard.call(() -> {
                  inside.countDown();
                  awaited(hanging);
                  return NOBODY;
                })));
      }
      inside.await();

      assertThat(guard.call(() -> NOBODY))
          .isEqualTo(
              SourceFailure.unavailable(
                  "the source has as many calls under way as it may have at once"));
      assertThat(guard.health().running()).isEqualTo(3);

      hanging.countDown();
      for (Future<SourceAnswer> one : held) {
        assertThat(one.get()).isEqualTo(NOBODY);
      }
    }
    assertThat(guard.call(() -> NOBODY)).isEqualTo(NOBODY);
    assertThat(guard.health())
        .isEqualTo(new SourceHealth("dept", SourceHealth.State.IN_USE, 0, 4, 0, 1));
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void no_more_calls_a_second_begin_than_allowed() {
    Guard guard = guard(1, 10);
    int asked = 0;
    long start = System.nanoTime();
    while (System.nanoTime() - start < Duration.ofMillis(2_500).toNanos()) {
      asked += guard.call(() -> NOBODY).equals(NOBODY) ? 1 : 0;
    }

    assertThat(asked).as("in two and a half seconds, cut anyhow").isBetween(20, 40);
    assertThat(guard.call(() -> NOBODY))
        .isIn(
            NOBODY,
            SourceFailure.unavailable("the source was asked as often this second as it may be"));
  }

  @Test
  void a_source_that_fails_too_often_rests_and_is_tried_again() throws InterruptedException {
    Guard guard = guard(8, 1_000);
    for (int i = 0; i < 10; i++) {
      assertThat(guard.call(() -> NOBODY)).isEqualTo(NOBODY);
      assertThat(guard.call(() -> AWAY)).isEqualTo(AWAY);
    }
    SourceFailure resting =
        SourceFailure.unavailable("the source failed too often and is left alone for a while");
    assertThat(guard.call(() -> NOBODY)).isEqualTo(resting);
    assertThat(guard.health().state()).isEqualTo(SourceHealth.State.RESTING);

    Thread.sleep(REST.toMillis() + 50);
    assertThat(guard.call(() -> LATE)).isEqualTo(LATE);
    assertThat(guard.health().state()).isEqualTo(SourceHealth.State.ON_TRIAL);
    for (int i = 0; i < 4; i++) {
      assertThat(guard.call(() -> LATE)).isEqualTo(LATE);
    }
    assertThat(guard.call(() -> NOBODY)).as("the trial failed").isEqualTo(resting);

    Thread.sleep(REST.toMillis() + 50);
    for (int i = 0; i < 5; i++) {
      assertThat(guard.call(() -> NOBODY)).isEqualTo(NOBODY);
    }
    assertThat(guard.health().state()).isEqualTo(SourceHealth.State.IN_USE);
  }

  @Test
  void answers_that_are_of_no_use_do_not_make_it_rest() {
    Guard guard = guard(1, 1_000);
    for (int i = 0; i < 200; i++) {
      assertThat(guard.call(() -> NO)).isEqualTo(NO);
    }
    assertThat(guard.health())
        .isEqualTo(new SourceHealth("dept", SourceHealth.State.IN_USE, 0, 200, 0, 0));
  }

  @Test
  void a_mistake_of_the_caller_gives_back_what_it_took() {
    Guard guard = guard(1, 1_000);
    for (int i = 0; i < 30; i++) {
      assertThatThrownBy(() ->
              guard.call(() -> {
                throw new IllegalArgumentException();
              }))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(guard.call(() -> NOBODY)).isEqualTo(NOBODY);
    assertThat(guard.health().state()).isEqualTo(SourceHealth.State.IN_USE);
  }

  @ParameterizedTest
  @CsvSource({
    "0,1,1,PT1S",
    "10001,1,1,PT1S",
    "1,0,1,PT1S",
    "1,1000001,1,PT1S",
    "1,1,0,PT1S",
    "1,1,101,PT1S",
    "1,1,1,PT0S",
    "1,1,1,PT11M"
  })
  void a_protection_that_protects_nothing_is_refused(
      int maxConcurrent, int perSecond, int failurePercent, Duration rest) {
    assertThatThrownBy(() -> new Protection(maxConcurrent, perSecond, failurePercent, rest))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lies outside");
  }
}
