package org.mingjing.demo;

import static org.mingjing.demo.NationalNumbers.mix;
import static org.mingjing.demo.NationalNumbers.written;

import java.time.LocalDate;
import java.util.List;

/**
 * What seems drawn by lot and is a function of the index: a register's facts of one subject.
 *
 * @param register tells registers apart; facts that two registers share are drawn from one
 */
record Draw(long index, int register) {
  private static final int DRAWS = 64;

  long at(int n) {
    return mix(index, (long) DRAWS * register + n);
  }

  boolean oneIn(int n, int many) {
    return at(n) % many == 0;
  }

  String pick(int n, String... from) {
    return SyntheticPeople.choice(List.of(from), at(n));
  }

  String digits(int n, int length) {
    return written(at(n), "0123456789", length);
  }

  /** From {@code least} on, so many different numbers. */
  long number(int n, long least, long many) {
    return least + at(n) % many;
  }

  /** A day from the first of January of one year until that of another. */
  LocalDate day(int n, int firstYear, int endYear) {
    LocalDate first = LocalDate.of(firstYear, 1, 1);
    long days = LocalDate.of(endYear, 1, 1).toEpochDay() - first.toEpochDay();
    return first.plusDays(at(n) % days);
  }

  /** A bank card with a right check digit. */
  String card(int n) {
    return NationalNumbers.card("6217" + digits(n, 14));
  }

  /** The name of somebody of whom no register knows more. */
  String stranger(int n) {
    return Names.person(at(n), oneIn(n + 1, 2));
  }
}
