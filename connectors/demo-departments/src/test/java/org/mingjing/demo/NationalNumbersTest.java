package org.mingjing.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NationalNumbersTest {
  @Test
  void completes_the_example_of_gb_11643() {
    assertThat(NationalNumbers.person("11010519491231002")).isEqualTo("11010519491231002X");
  }

  @Test
  void completes_a_unified_code_with_its_organisation_code() {
    assertThat(NationalNumbers.organisationCode("M000100Y")).isEqualTo("M000100Y4");
    assertThat(NationalNumbers.unifiedCode("91350100M000100Y4")).isEqualTo("91350100M000100Y43");
  }

  @Test
  void completes_the_published_example_of_a_vehicle_number() {
    assertThat(NationalNumbers.vehicle("1M8GDM9A0KP042788")).isEqualTo("1M8GDM9AXKP042788");
  }

  @Test
  void completes_the_published_example_of_a_card_number() {
    assertThat(NationalNumbers.card("7992739871")).isEqualTo("79927398713");
  }

  @Test
  void spreads_every_index_of_a_space_to_a_place_of_its_own() {
    for (int modulus : new int[] {1, 2, 31, 996, 24_472}) {
      Set<Long> places = new HashSet<>();
      for (int i = 0; i < modulus; i++) {
        places.add(NationalNumbers.spread(i, modulus));
      }
      assertThat(places).hasSize(modulus).allMatch(place -> place >= 0 && place < modulus);
    }
  }
}
