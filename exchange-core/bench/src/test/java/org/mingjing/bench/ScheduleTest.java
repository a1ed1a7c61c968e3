package org.mingjing.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mingjing.bench.report.Schedule;

class ScheduleTest {
  @Test
  void the_rounds_of_a_row_add_up_to_the_seconds_asked_for() {
    for (int seconds = 3; seconds < 60; seconds++) {
      Schedule schedule = Schedule.ofSeconds(seconds);
      Duration measured = schedule.round().multipliedBy(schedule.rounds());
      assertThat(measured).isCloseTo(Duration.ofSeconds(seconds), Duration.ofNanos(10));
      assertThat(schedule.rounds() % 2).isEqualTo(1);
    }
  }

  @Test
  void no_row_always_runs_first_or_always_after_the_same_row() {
    List<String> rows = List.of("a", "b", "c", "d");
    Set<String> first = new HashSet<>();
    Set<String> beforeB = new HashSet<>();
    for (int round = 0; round < 5; round++) {
      List<String> order = Schedule.order(rows, round);
      assertThat(order).containsExactlyInAnyOrderElementsOf(rows);
      first.add(order.getFirst());
      int b = order.indexOf("b");
      beforeB.add(b == 0 ? "none" : order.get(b - 1));
    }
    assertThat(first).hasSizeGreaterThan(2);
    assertThat(beforeB).hasSizeGreaterThan(1);
  }

  @Test
  void every_person_is_asked_about_once_before_anyone_twice() {
    Subjects subjects = Subjects.shuffled(500, new Random(1));
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      seen.add(new String(subjects.next(), StandardCharsets.US_ASCII));
    }
    assertThat(seen).hasSize(500);
    assertThat(seen).contains(new String(subjects.next(), StandardCharsets.US_ASCII));
  }
}
