package org.mingjing.demo;

import static org.mingjing.demo.NationalNumbers.written;

import java.time.LocalDate;

/** What a citizen's number says (GB 11643): where and when the person was first registered. */
record Birth(Places.District district, LocalDate day, int sequence) {
  /** An odd sequence number is a man's. */
  boolean male() {
    return sequence % 2 == 1;
  }

  String sex() {
    return male() ? "男" : "女";
  }

  String idNumber() {
    long basic = day.getYear() * 10_000L + day.getMonthValue() * 100L + day.getDayOfMonth();
    return NationalNumbers.person(
        district.code() + written(basic, "0123456789", 8) + written(sequence, "0123456789", 3));
  }

  /** Full years of age on a day. */
  int ageOn(LocalDate other) {
    return day.until(other).getYears();
  }
}
