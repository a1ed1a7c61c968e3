package org.mingjing.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QuotasTest {
  private static final DatabaseClock.Moment NOON = moment("2026-03-01T04:00:00Z");
  private static final DatabaseClock.Moment NEXT_DAY = moment("2026-03-01T16:00:00Z");

  private final Quotas quotas = new Quotas();

  private static DatabaseClock.Moment moment(String instant) {
    return new DatabaseClock.Moment(Instant.parse(instant));
  }

  private static Waiting charged(Charge... charges) {
    return new Waiting(TestEntries.charged(charges), 0);
  }

  private static List<Waiting> charged(int many, Charge charge) {
    return Stream.generate(() -> charged(charge)).limit(many).toList();
  }

  @Test
  void lets_so_many_through_as_fit_and_holds_the_rest_until_their_fate_is_known() {
    List<Waiting> seven = charged(7, new Charge("a", 10));

    Quotas.Sorted sorted = quotas.sort(seven, Map.of("a", 6L), NOON);

    assertThat(sorted.fitting()).isEqualTo(seven.subList(0, 4));
    assertThat(sorted.held()).isEqualTo(seven.subList(4, 7));
    assertThat(seven).allMatch(waiting -> waiting.outcome().isEmpty());
  }

  @Test
  void answers_what_would_not_fit_even_alone() {
    Charge charge = new Charge("a", 10);
    Waiting waiting = charged(charge);

    Quotas.Sorted sorted = quotas.sort(List.of(waiting), Map.of("a", 10L), NOON);

    assertThat(sorted).isEqualTo(new Quotas.Sorted(List.of(), List.of()));
    assertThat(waiting.outcome())
        .isEqualTo(
            Optional.of(new AppendOutcome.QuotaUsedUp(charge, NOON.day(), Duration.ofHours(12))));
  }

  @Test
  void an_entry_that_does_not_fit_takes_nothing_from_its_other_quotas() {
    Waiting both = charged(new Charge("free", 1), new Charge("full", 1));
    Waiting other = charged(new Charge("free", 1));

    Quotas.Sorted sorted = quotas.sort(List.of(both, other), Map.of("full", 1L), NOON);

    assertThat(sorted.fitting()).containsExactly(other);
    assertThat(both.outcome().orElseThrow())
        .isInstanceOfSatisfying(
            AppendOutcome.QuotaUsedUp.class,
            refused -> assertThat(refused.charge().key()).isEqualTo("full"));
  }

  @Test
  void remembers_that_a_quota_is_used_up_until_the_day_is_over() {
    quotas.sort(charged(1, new Charge("a", 10)), Map.of("a", 10L), NOON);

    Waiting sameDay = charged(new Charge("a", 10));
    assertThat(quotas.sort(List.of(sameDay), Map.of(), NOON).fitting()).isEmpty();
    assertThat(sameDay.outcome()).isPresent();
    List<Waiting> nextDay = charged(1, new Charge("a", 10));
    assertThat(quotas.sort(nextDay, Map.of(), NEXT_DAY).fitting()).isEqualTo(nextDay);
  }

  @Test
  void a_quota_that_was_raised_has_room_again() {
    quotas.sort(charged(1, new Charge("a", 10)), Map.of("a", 10L), NOON);
    List<Waiting> raised = charged(1, new Charge("a", 11));

    assertThat(quotas.sort(raised, Map.of(), NOON).fitting()).isEqualTo(raised);
  }

  /** A grant was changed between two calls: the database will see the smaller quota of both. */
  @Test
  void of_two_quotas_for_one_key_the_smaller_decides_what_goes_together() {
    Waiting small = charged(new Charge("a", 10));
    Waiting large = charged(new Charge("a", 20));

    Quotas.Sorted first = quotas.sort(List.of(small, large), Map.of("a", 9L), NOON);
    Quotas.Sorted second = quotas.sort(first.held(), Map.of("a", 10L), NOON);

    assertThat(first).isEqualTo(new Quotas.Sorted(List.of(small), List.of(large)));
    assertThat(second.fitting()).containsExactly(large);
    QuotaColumns columns = new QuotaColumns(List.of(large.entry(), small.entry()));
    assertThat(columns.keys).containsExactly("a");
    assertThat(columns.uses).containsExactly(2L);
    assertThat(columns.mosts).containsExactly(10L);
  }
}
