package org.mingjing.demo;

import static org.mingjing.demo.NationalNumbers.mix;
import static org.mingjing.demo.NationalNumbers.spread;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Who is married and has children. Persons who stand {@link #APART} from each other are of nearly
 * the same age and mostly a woman and a man; about one such pair in six is a couple. Their children
 * are functions of the pair.
 */
final class Families {
  private static final long APART = 7;
  private static final int COUPLES = 3;
  private static final LocalDate FIRST_BIRTH = LocalDate.of(2009, 1, 1);
  private static final int BIRTH_DAYS = 6_209;
  private static final int FIRST_SEQUENCE = 3;
  private static final int SEQUENCES = 996;
  private static final long CHILD_SPACE = (long) Places.DISTRICTS.size() * BIRTH_DAYS * SEQUENCES;
  private static final int MOST_CHILDREN = 3;
  private static final int OLDEST_YEAR = 1968;
  private static final int YOUNGEST_YEAR = 2002;

  private Families() {}

  /** The children whose parents have an index below {@code persons}. */
  static Stream<Child> children(long persons) {
    return LongStream.range(0, persons / 2 + APART)
        .filter(pair -> first(pair) + APART < persons)
        .boxed()
        .flatMap(pair -> of(pair).stream());
  }

  /** Pairs are numbered so that everybody is in one. */
  private static long first(long pair) {
    return pair / APART * 2 * APART + pair % APART;
  }

  private static List<Child> of(long pair) {
    long one = first(pair);
    long other = one + APART;
    boolean man = SyntheticPeople.birth(one).male();
    long mother = man ? other : one;
    long father = man ? one : other;
    List<Child> children = new ArrayList<>();
    if (mix(pair, 39) % COUPLES == 0 && couple(mother, father)) {
      for (int n = 0; n < MOST_CHILDREN; n++) {
        long index = MOST_CHILDREN * pair + n;
        Birth birth = birth(index);
        if (born(birth, mother, father, children)) {
          children.add(child(index, birth, mother, father));
        }
      }
    }
    return children;
  }

  private static boolean couple(long mother, long father) {
    Birth she = SyntheticPeople.birth(mother);
    Birth he = SyntheticPeople.birth(father);
    return !she.male() && he.male() && parental(she) && parental(he);
  }

  private static boolean parental(Birth birth) {
    return birth.day().getYear() >= OLDEST_YEAR && birth.day().getYear() <= YOUNGEST_YEAR;
  }

  /** Whether the parents' ages allow it and no other child was born within a year of it. */
  private static boolean born(Birth birth, long mother, long father, List<Child> others) {
    int age = SyntheticPeople.birth(mother).ageOn(birth.day());
    return age >= 20
        && age < 45
        && SyntheticPeople.birth(father).ageOn(birth.day()) >= 20
        && others.stream()
            .allMatch(
                child -> Math.abs(child.birthDate().toEpochDay() - birth.day().toEpochDay()) > 365);
  }

  private static Birth birth(long index) {
    long place = spread(index, CHILD_SPACE);
    long rest = place / Places.DISTRICTS.size();
    return new Birth(
        Places.district(place),
        FIRST_BIRTH.plusDays(rest % BIRTH_DAYS),
        FIRST_SEQUENCE + (int) (rest / BIRTH_DAYS));
  }

  private static Child child(long index, Birth birth, long mother, long father) {
    return new Child(
        index,
        birth.idNumber(),
        Names.child(SyntheticPeople.person(father).name(), mix(index, 40), birth.male()),
        birth.sex(),
        birth.day(),
        birth.district().name(),
        mother,
        father);
  }
}
