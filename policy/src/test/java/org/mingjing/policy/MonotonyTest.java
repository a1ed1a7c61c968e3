package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Adding an entry, a condition or an expiry never permits more, and never eases an obligation
 * (DESIGN 6.9).
 */
@Tag("property")
class MonotonyTest {

  @Test
  void adding_an_entry_a_condition_or_an_expiry_never_permits_more() {
    Map<Stricter, Integer> taken = new EnumMap<>(Stricter.class);
    Property.holds(
        "adding an entry, a condition or an expiry never permits more",
        (world, random) -> {
          Set<Stricter> edits = EnumSet.noneOf(Stricter.class);
          GeneratedWorld stricter = world;
          for (int i = random.nextInt(3); i >= 0; i--) {
            Stricter edit = Edits.any(List.of(Stricter.values()), random);
            stricter = edit.of(stricter, random);
            edits.add(edit);
          }
          boolean changed = permitsNoMore(world, stricter);
          if (changed && edits.size() == 1) {
            taken.merge(edits.iterator().next(), 1, Integer::sum);
          }
        });
    if (Property.whole()) {
      int some = Math.min(Stricter.values().length, Property.WORLDS / 1_000);
      assertThat(taken)
          .as("ways that took something from a call, some of them seldom")
          .hasSizeGreaterThanOrEqualTo(some);
    }
  }

  static boolean permitsNoMore(GeneratedWorld world, GeneratedWorld stricter) {
    return permitsNoMore(
        world.question(),
        asks -> world.asking(asks).decide(),
        asks -> stricter.asking(asks).decide());
  }

  /**
   * What leaves under the stricter policy could be had before, by asking for it alone, on terms no
   * stricter. Where no field is withheld, that is the same call.
   *
   * @return whether something was permitted before that is not now, or on stricter terms
   */
  static boolean permitsNoMore(
      Question question,
      Function<Question, Decision> loosely,
      Function<Question, Decision> strictly) {
    Decision before = loosely.apply(question);
    Decision after = strictly.apply(question);
    if (after instanceof Permit strict) {
      Decision alone = loosely.apply(Records.with(question, "fields", strict.released()));
      assertThat(alone).as("before, asking for %s", strict.released()).isInstanceOf(Permit.class);
      Permit loose = (Permit) alone;
      assertThat(loose.released()).isEqualTo(strict.released());
      Terms.of(loose).assertNoStricterThan(Terms.of(strict));
      if (strict.withheld().isEmpty()) {
        assertThat(before).isInstanceOf(Permit.class);
        assertThat(((Permit) before).released()).containsAll(strict.released());
      }
    }
    return before instanceof Permit permit
        && !(after instanceof Permit still
            && still.released().equals(permit.released())
            && Terms.of(still).equals(Terms.of(permit)));
  }

  /**
   * The obligations of a permit.
   *
   * @param masks of each field that is released, {@link Mask#NONE} where there is none
   */
  private record Terms(Map<String, Mask> masks, int records, int days, boolean onwardUse) {

    static Terms of(Permit permit) {
      Map<String, Mask> masks = new HashMap<>();
      permit.released().forEach(field -> masks.put(field, Mask.NONE));
      int records = Integer.MAX_VALUE;
      int days = Integer.MAX_VALUE;
      boolean onwardUse = true;
      for (Obligation obligation : permit.obligations()) {
        switch (obligation) {
          case Obligation.MaskField mask ->
              assertThat(masks.put(mask.field(), mask.mask())).isEqualTo(Mask.NONE);
          case Obligation.WithholdField field ->
              assertThat(permit.withheld()).contains(field.field());
          case Obligation.LimitRecords limit -> records = Math.min(records, limit.records());
          case Obligation.Retain retain -> days = Math.min(days, retain.days());
          case Obligation.NoOnwardUse none -> onwardUse = false;
        }
      }
      return new Terms(masks, records, days, onwardUse);
    }

    void assertNoStricterThan(Terms strict) {
      assertThat(strict.records).isLessThanOrEqualTo(records);
      assertThat(strict.days).isLessThanOrEqualTo(days);
      assertThat(strict.onwardUse).isFalse();
      masks.forEach((field, mask) -> {
        Mask stronger = strict.masks.get(field);
        assertThat(mask.stricter(Objects.requireNonNull(stronger))).isEqualTo(stronger);
      });
    }
  }
}
