package org.mingjing.demo;

import static org.mingjing.demo.NationalNumbers.written;

import java.time.LocalDate;

/**
 * The home that one person in three owns, where that person is registered. Several departments tell
 * of it: the title, the contract under which it was bought, the loan.
 */
record Home(
    Person owner, String unitNumber, LocalDate bought, String area, String price, Draw draw) {
  /** The home of a person who {@link #owned owns} one. */
  static Home of(long index, Person owner) {
    Draw draw = new Draw(index, 18);
    long area = draw.number(2, 45, 110);
    return new Home(
        owner,
        owner.districtCode()
            + "001"
            + draw.digits(0, 3)
            + "GB"
            + written(draw.at(1), "0123456789", 5)
            + "F"
            + written(index, "0123456789", 8),
        draw.day(3, 2005, 2025),
        area + ".50",
        area * draw.number(4, 80, 200) + "00.00",
        draw);
  }

  static boolean owned(long index) {
    return index % 3 == 0;
  }

  /** Whether the home of this person was bought on credit. */
  static boolean mortgaged(long index) {
    return owned(index) && SyntheticPeople.birth(index).day().getYear() >= 1965;
  }

  String contractNumber() {
    return "HT" + bought.getYear() + draw.digits(5, 8);
  }

  String loanNumber() {
    return "DK" + bought.getYear() + draw.digits(6, 8);
  }

  String lender() {
    return draw.pick(7, "农村商业银行", "城市商业银行", "住房储蓄银行");
  }
}
