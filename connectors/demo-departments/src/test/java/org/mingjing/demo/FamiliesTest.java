package org.mingjing.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FamiliesTest {
  private static final long PERSONS = 100_000;
  private static final List<Child> CHILDREN = SyntheticPeople.children(PERSONS).toList();

  @Test
  void there_are_children_of_every_age_and_even_few_people_have_some() {
    assertThat(CHILDREN).hasSizeBetween(10_000, 30_000);
    assertThat(CHILDREN).extracting(Child::age).contains(0, 1, 5, 6, 12, 16);
    assertThat(SyntheticPeople.children(50)).isNotEmpty();
  }

  @Test
  void a_child_has_a_valid_number_of_its_own() {
    Set<String> numbers = new HashSet<>();
    for (Child child : CHILDREN) {
      String id = child.idNumber();
      assertThat(id).isEqualTo(NationalNumbers.person(id.substring(0, 17)));
      assertThat(id.substring(6, 14)).isEqualTo(child.birthDate().toString().replace("-", ""));
      assertThat((id.charAt(16) - '0') % 2 == 1 ? "男" : "女").isEqualTo(child.sex());
      assertThat(numbers.add(id)).isTrue();
    }
  }

  @Test
  void parents_are_a_woman_and_a_man_of_an_age_to_have_the_child() {
    for (Child child : CHILDREN) {
      Person mother = SyntheticPeople.person(child.mother());
      Person father = SyntheticPeople.person(child.father());
      assertThat(Math.max(child.mother(), child.father())).isLessThan(PERSONS);
      assertThat(mother.sex()).isEqualTo("女");
      assertThat(father.sex()).isEqualTo("男");
      assertThat(mother.birthDate().until(child.birthDate()).getYears()).isBetween(20, 44);
      assertThat(father.birthDate().until(child.birthDate()).getYears()).isGreaterThanOrEqualTo(20);
    }
  }

  @Test
  void nobody_is_in_two_couples() {
    Set<Long> married = new HashSet<>();
    CHILDREN.stream()
        .map(child -> Set.of(child.mother(), child.father()))
        .distinct()
        .flatMap(Set::stream)
        .forEach(person -> assertThat(married.add(person)).isTrue());
  }

  @Test
  void a_child_bears_the_fathers_name() {
    for (Child child : CHILDREN) {
      String father = SyntheticPeople.person(child.father()).name();
      int dot = father.indexOf('\u00B7');
      assertThat(child.name()).doesNotContain("\t", "\n", "\\").hasSizeGreaterThanOrEqualTo(2);
      if (dot > 0) {
        assertThat(child.name()).endsWith("\u00B7" + father.substring(0, dot));
      } else {
        assertThat(child.name().charAt(0)).isEqualTo(father.charAt(0));
      }
    }
  }
}
