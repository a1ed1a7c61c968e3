package org.mingjing.demo;

import java.time.LocalDate;

/**
 * A synthetic child, born from 2009 to 2025, who lives with the mother.
 *
 * @param index repeats for no two children
 * @param mother index of the mother, who is the guardian too
 * @param father index of the father
 */
public record Child(
    long index,
    String idNumber,
    String name,
    String sex,
    LocalDate birthDate,
    String birthPlace,
    long mother,
    long father) {
  /** The day as of which registers describe people. */
  static final LocalDate AS_OF = LocalDate.of(2026, 1, 1);

  /** Full years of age as the registers see it. */
  int age() {
    return birthDate.until(AS_OF).getYears();
  }
}
