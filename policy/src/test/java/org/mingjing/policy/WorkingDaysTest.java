package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Working days by the State Council's calendar, and what a condition makes of them. */
class WorkingDaysTest {
  private final WorkingDays shipped = TestPolicies.shipped().policy().workingDays();

  @TempDir private Path folder;

  @Test
  void a_day_is_worked_unless_it_is_a_weekend_or_a_holiday() {
    assertThat(shipped.isWorkingDay(LocalDate.of(2026, 6, 1))).as("a Monday").contains(true);
    assertThat(shipped.isWorkingDay(LocalDate.of(2026, 6, 6))).as("a Saturday").contains(false);
    assertThat(shipped.isWorkingDay(LocalDate.of(2026, 10, 1))).as("a holiday").contains(false);
    assertThat(shipped.isWorkingDay(LocalDate.of(2026, 10, 7))).as("its last").contains(false);
    assertThat(shipped.isWorkingDay(LocalDate.of(2026, 10, 8))).as("after it").contains(true);
  }

  @Test
  void a_weekend_that_is_worked_in_exchange_is_a_working_day() {
    assertThat(shipped.isWorkingDay(LocalDate.of(2026, 10, 10))).contains(true);
    assertThat(shipped.isWorkingDay(LocalDate.of(2026, 2, 28))).contains(true);
  }

  /** 365 days, 104 of them weekends; the notice of 2026 gives 19 weekdays off and 6 weekends on. */
  @Test
  void the_days_of_2026_add_up() {
    LocalDate first = LocalDate.of(2026, 1, 1);
    long worked =
        Stream.iterate(first, day -> day.plusDays(1))
            .limit(365)
            .filter(day -> shipped.isWorkingDay(day).orElseThrow())
            .count();
    assertThat(worked).isEqualTo(248);
  }

  @Test
  void nobody_knows_the_working_days_of_a_year_without_a_calendar() {
    assertThat(shipped.isWorkingDay(LocalDate.of(2031, 6, 2))).isEmpty();
  }

  @Test
  void a_condition_on_working_days_holds_on_them_alone_by_the_clock_of_shanghai()
      throws IOException {
    assertThat(decided("2026-02-12T16:00:00Z")).as("Friday the 13th").isInstanceOf(Permit.class);
    assertThat(decided("2026-02-14T04:00:00Z")).as("worked Saturday").isInstanceOf(Permit.class);
    assertThat(decided("2026-02-14T16:00:00Z")).as("a holiday").isInstanceOf(Refusal.class);
    assertThat(decided("2026-02-23T15:59:59Z")).as("its last second").isInstanceOf(Refusal.class);
    assertThat(decided("2026-02-23T16:00:00Z")).as("the day after").isInstanceOf(Permit.class);
  }

  @Test
  void in_a_year_without_a_calendar_it_is_refused() throws IOException {
    Files.delete(world().resolve("calendar/2026.yaml"));

    Decision decision = decide("2026-06-01T04:00:00Z");

    assertThat(decision).isInstanceOf(Refusal.class);
    assertThat(((Refusal) decision).reason().en()).contains("time.workingDay");
  }

  private Path world() throws IOException {
    Path world = folder.resolve("policy");
    if (!Files.exists(world)) {
      TestPolicies.copy(TestPolicies.SHIPPED, world);
      Path list = world.resolve("negative-list.yaml");
      String text = Files.readString(list);
      String first = "    batch: false\n";
      int at = text.indexOf(first);
      assertThat(text.substring(0, at)).contains("- code: MPS-01").doesNotContain("MPS-02");
      Files.writeString(
          list, text.substring(0, at) + "    when: time.workingDay\n" + text.substring(at));
    }
    return world;
  }

  private Decision decided(String at) throws IOException {
    world();
    return decide(at);
  }

  private Decision decide(String at) {
    LoadResult.Loaded loaded = TestPolicies.loaded(folder.resolve("policy"));
    Decider decider = new Decider(loaded.policy(), GrantSet.of(loaded.policy(), loaded.grants()));
    return decider.decide(TestQuestions.shipped(loaded.policy()).build(), Instant.parse(at));
  }
}
