package org.mingjing.demo;

import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How many there are; whoever a register knows is one of them or a child of theirs.
 *
 * @param persons adults, those of index 0 to {@code persons - 1}
 * @param organisations those of index 0 to {@code organisations - 1}
 */
record Population(long persons, long organisations) {
  /** What is made of a person: a row or several. */
  @FunctionalInterface
  interface OfPerson<T> {
    T of(long index, Person person);
  }

  /** What is made of a person of whom the register knows but the number. */
  @FunctionalInterface
  interface OfNumber<T> {
    T of(long index, String idNumber);
  }

  /** What is made of an organisation. */
  @FunctionalInterface
  interface OfOrganisation<T> {
    T of(long index, Organisation organisation);
  }

  /** Every index. */
  static final LongPredicate ALL = index -> true;

  /** One index in so many, beginning with 0. */
  static LongPredicate every(long step) {
    return index -> index % step == 0;
  }

  /** Of each person whose index is chosen. */
  <T> Stream<T> persons(LongPredicate which, OfPerson<T> row) {
    return LongStream.range(0, persons)
        .filter(which)
        .mapToObj(i -> row.of(i, SyntheticPeople.person(i)));
  }

  /** The same for registers that need no more than the number, which is quicker. */
  <T> Stream<T> numbers(LongPredicate which, OfNumber<T> row) {
    return LongStream.range(0, persons)
        .filter(which)
        .mapToObj(i -> row.of(i, SyntheticPeople.birth(i).idNumber()));
  }

  /** Of each organisation whose index is chosen. */
  <T> Stream<T> organisations(LongPredicate which, OfOrganisation<T> row) {
    return LongStream.range(0, organisations)
        .filter(which)
        .mapToObj(i -> row.of(i, SyntheticPeople.organisation(i)));
  }

  /** The children whose parents are both among the persons. */
  Stream<Child> children() {
    return Families.children(persons);
  }
}
