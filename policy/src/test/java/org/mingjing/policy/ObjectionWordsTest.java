package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A refusal for want of an authorisation says what was brought instead. */
class ObjectionWordsTest {

  private final LoadResult.Loaded loaded = TestPolicies.shipped();

  @ParameterizedTest
  @CsvSource({
    "'', none was brought, 未附",
    "separate 2026-05-31, the one brought ended on 2026-05-31, 所附的已于 2026-05-31 到期",
    "written 2026-12-31, what was brought is a written authorisation, 所附的是书面授权"
  })
  void what_was_brought_in_its_place_is_told(String brought, String en, String zh) {
    TestQuestions question =
        TestQuestions.shipped(loaded.policy())
            .with(
                "ask", "samr-registration mps.identity-check real-name-authentication verify name");
    if (!brought.isEmpty()) {
      question.with("authorisation", brought);
    }

    Decision decision =
        new Decider(loaded.policy(), GrantSet.of(loaded.policy(), loaded.grants()))
            .decide(question.build(), TestQuestions.JUNE);

    assertThat(decision)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.reason().en()).contains(en);
              assertThat(refusal.reason().zh()).contains(zh);
            });
  }
}
