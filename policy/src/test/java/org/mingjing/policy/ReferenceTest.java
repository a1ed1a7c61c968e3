package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A call is permitted exactly where every rule allows it, and on exactly those terms. */
@Tag("property")
class ReferenceTest {

  @Test
  void every_decision_is_the_one_that_the_rules_word_by_word_come_to() {
    int[] permitted = {0};
    Property.holds(
        "every decision is what the rules come to",
        (world, random) -> {
          Optional<ReferenceDecider.Expected> made =
              switch (world.decide()) {
                case Permit permit ->
                    Optional.of(
                        new ReferenceDecider.Expected(
                            permit.released(),
                            permit.withheld(),
                            permit.grant(),
                            permit.obligations()));
                case Refusal refusal -> Optional.empty();
              };
          assertThat(made).isEqualTo(ReferenceDecider.decide(world));
          permitted[0] += made.isPresent() ? 1 : 0;
        });
    System.out.println("of these, permitted: " + permitted[0]);
    if (Property.whole()) {
      assertThat(permitted[0]).as("permitted").isGreaterThan(Property.WORLDS / 20);
    }
  }
}
