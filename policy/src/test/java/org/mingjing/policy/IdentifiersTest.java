package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GB 11643 and GB 32100, with near misses. */
class IdentifiersTest {

  private static final String PERSON = "11010519491231002X";
  private static final String ORGANISATION = "91350100M000100Y43";

  @Test
  void accepts_the_examples_of_the_standards() {
    assertThat(PersonId.valid(PERSON)).isTrue();
    assertThat(OrganisationId.valid(ORGANISATION)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "810000199003070015", // Hong Kong
        "820000198511200020", // Macao
        "830000197712310039", // Taiwan
        "911840198001010013" // permanent residence permit since 2023
      })
  void accepts_residence_permits_that_are_numbered_like_citizens(String value) {
    assertThat(PersonId.valid(value)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "X",
        "110105194912310021",
        "11010519491231002x",
        "1101051949123100",
        "11010519491231002XX",
        "１１010519491231002X",
        "11010519491331002X",
        " 1010519491231002X",
        "010105194912310026", // no number begins with 0
        "110105190002290017" // no such day
      })
  void refuses_near_misses_of_a_person(String value) {
    assertThat(PersonId.valid(value)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "91350100M000100Y4",
        "91350100M000100Y44",
        "91350100m000100Y43",
        "91350100M000100I43",
        "9135010OM000100Y43",
        "91350100M000100Y433",
        "9135A100M000100Y43"
      })
  void refuses_near_misses_of_an_organisation(String value) {
    assertThat(OrganisationId.valid(value)).isFalse();
  }

  @Test
  void any_single_digit_changed_is_noticed() {
    for (int i = 0; i < PERSON.length() - 1; i++) {
      for (char c = '0'; c <= '9'; c++) {
        String changed = changed(PERSON, i, c);
        assertThat(PersonId.valid(changed)).as(changed).isEqualTo(changed.equals(PERSON));
      }
    }
  }

  @Test
  void any_single_character_changed_is_noticed() {
    for (int i = 0; i < ORGANISATION.length(); i++) {
      for (char c : "0123456789ABCDEFGHJKLMNPQRTUWXY".toCharArray()) {
        String changed = changed(ORGANISATION, i, c);
        assertThat(OrganisationId.valid(changed))
            .as(changed)
            .isEqualTo(changed.equals(ORGANISATION));
      }
    }
  }

  private static String changed(String value, int at, char c) {
    return value.substring(0, at) + c + value.substring(at + 1);
  }
}
