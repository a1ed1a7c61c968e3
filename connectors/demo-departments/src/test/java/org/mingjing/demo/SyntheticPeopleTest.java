package org.mingjing.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SyntheticPeopleTest {
  private static final List<Person> SOME =
      LongStream.range(0, 20_000).mapToObj(SyntheticPeople::person).toList();

  @Test
  void person_0_is_the_example_of_the_standard() {
    Person person = SyntheticPeople.person(0);
    assertThat(person.idNumber()).isEqualTo("11010519491231002X");
    assertThat(person.name()).isEqualTo("张三");
    assertThat(person.sex()).isEqualTo("女");
    assertThat(person.birthDate()).isEqualTo("1949-12-31");
    assertThat(person.payments()).isNotEmpty();
  }

  @Test
  void an_index_is_always_the_same_person() {
    assertThat(SyntheticPeople.person(4_711)).isEqualTo(SyntheticPeople.person(4_711));
    assertThat(SyntheticPeople.organisation(12)).isEqualTo(SyntheticPeople.organisation(12));
  }

  @Test
  void numbers_are_valid_and_agree_with_the_rest() {
    for (Person person : SOME) {
      String id = person.idNumber();
      assertThat(id).isEqualTo(NationalNumbers.person(id.substring(0, 17)));
      assertThat(id).startsWith(person.districtCode());
      assertThat(LocalDate.parse(id.substring(6, 14), DateTimeFormatter.BASIC_ISO_DATE))
          .isEqualTo(person.birthDate());
      assertThat((id.charAt(16) - '0') % 2 == 1 ? "男" : "女").isEqualTo(person.sex());
      String vin = person.vehicle().vin();
      assertThat(vin).hasSize(17).isEqualTo(NationalNumbers.vehicle(vin));
      assertThat(person.telephone()).matches("1[3-9]\\d{9}");
    }
  }

  @Test
  void numbers_of_organisations_are_valid() {
    for (long i = 0; i < 5_000; i++) {
      String uscc = SyntheticPeople.organisation(i).uscc();
      assertThat(uscc).hasSize(18).isEqualTo(NationalNumbers.unifiedCode(uscc.substring(0, 17)));
      assertThat(uscc.substring(8, 17))
          .isEqualTo(NationalNumbers.organisationCode(uscc.substring(8, 16)));
      assertThat(SyntheticPeople.organisation(i).representativeIdNumber())
          .isEqualTo(SyntheticPeople.person(i).idNumber());
    }
  }

  @Test
  void nobody_has_the_number_of_another() {
    Set<String> numbers = new HashSet<>();
    for (long i = 0; i < 300_000; i++) {
      numbers.add(SyntheticPeople.person(i).idNumber());
    }
    assertThat(numbers.size()).isEqualTo(300_000);
  }

  @Test
  void names_are_as_varied_as_in_real_registers() {
    assertThat(SOME).anyMatch(p -> p.name().startsWith("欧阳"));
    assertThat(SOME).anyMatch(p -> p.name().indexOf('\u00B7') > 0);
    assertThat(SOME).anyMatch(p -> p.name().codePoints().anyMatch(c -> c > 0xFFFF));
    assertThat(SOME).anyMatch(p -> p.name().length() > 20).allMatch(p -> p.name().length() <= 50);
    assertThat(SOME).noneMatch(p -> p.name().matches("(?s).*[\\t\\n\\\\].*"));
  }

  @Test
  void a_third_of_the_people_receive_subsidies() {
    assertThat(SOME).filteredOn(p -> !p.payments().isEmpty()).hasSize(6_667);
  }

  @Test
  void an_index_beyond_the_population_is_refused() {
    assertThatThrownBy(() -> SyntheticPeople.person(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SyntheticPeople.organisation(SyntheticPeople.MOST))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
