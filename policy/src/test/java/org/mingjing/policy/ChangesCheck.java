package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Makes the changes that refusals tell, and counts what it came across. */
final class ChangesCheck {

  private int refused;
  private int helped;
  private int several;
  private int helpless;

  /**
   * All that a refusal tells, made, permits the call, and one less does not. Where several are
   * told, or none that can be made, no single change of any kind permits it.
   *
   * @param singles whether the latter is tried, which takes long
   */
  void check(Situation asked, boolean singles) {
    if (!(asked.decide() instanceof Refusal refusal)) {
      return;
    }
    refused++;
    List<Change> changes = refusal.changes();
    assertThat(changes).as("%s", asked).isNotEmpty();
    boolean possible = changes.stream().noneMatch(Situation::cannotBeMade);
    if (possible) {
      helped++;
      permitsTogether(asked, changes);
    }
    if (singles && !isStranger(refusal) && (changes.size() > 1 || !possible)) {
      noSingleOnePermits(asked, changes);
    }
  }

  /** It names what the policy does not know, and is told to name something else. */
  private static boolean isStranger(Refusal refusal) {
    return refusal.code() == RefusalCode.UNKNOWN_RESOURCE
        || refusal.code() == RefusalCode.UNKNOWN_PURPOSE;
  }

  private void permitsTogether(Situation asked, List<Change> changes) {
    for (List<Change> one : Situation.everyReading(changes)) {
      assertThat(asked.after(one).decide())
          .as("%s, after %s", asked.question(), one)
          .isInstanceOf(Permit.class);
    }
    if (changes.size() > 1) {
      several++;
      for (Change one : changes) {
        List<Change> fewer = changes.stream().filter(change -> !change.equals(one)).toList();
        assertThat(asked.after(fewer).decide())
            .as("%s needs not %s", asked.question(), one)
            .isInstanceOf(Refusal.class);
      }
    }
  }

  private void noSingleOnePermits(Situation asked, List<Change> changes) {
    if (changes.stream().anyMatch(Situation::cannotBeMade)) {
      helpless++;
    }
    for (Change single : asked.everyChange()) {
      assertThat(asked.after(List.of(single)).decide())
          .as("%s by %s alone, not %s", asked.question(), single, changes)
          .isInstanceOf(Refusal.class);
    }
  }

  /** Refusals of each sort were among them. */
  void cameAcrossEverySort() {
    assertThat(helped).as("refusals that something helps").isGreaterThan(refused / 20);
    assertThat(several).as("of them by several changes").isGreaterThan(refused / 50);
    assertThat(helpless).as("refusals that nothing helps").isGreaterThan(refused / 1000);
  }
}
