package org.mingjing.demo;

import static org.mingjing.demo.Population.every;
import static org.mingjing.demo.Table.row;

import java.util.List;

/** The registers of the Ministry of Veterans Affairs. */
final class Veterans {
  static final DepartmentDatabase MVA =
      new DepartmentDatabase(
          "mva",
          List.of(
              Table.published(
                  "veteran",
                  "id_number text not null, veteran boolean not null, card_number text not null,"
                      + " card_issued_on date not null, rank text",
                  population -> population.numbers(every(9), Veterans::veteran)),
              Table.published(
                  "disability_pension",
                  "id_number text not null, disability_grade text not null,"
                      + " pensioned_since date not null, wound text, cause text, operation text,"
                      + " bank_account text",
                  population -> population.numbers(every(54), Veterans::pension)),
              Table.published(
                  "martyr_family",
                  "id_number text not null, relation text not null,"
                      + " family_certificate text not null, address text,"
                      + " death_circumstances text",
                  population -> population.persons(every(250), Veterans::family))));

  private Veterans() {}

  private static Object[] veteran(long i, String idNumber) {
    Draw draw = new Draw(i, 8);
    return row(
        idNumber,
        true,
        "YD" + draw.digits(1, 12),
        draw.day(2, 2021, 2026),
        draw.pick(3, "上等兵", "下士", "中士", "上尉"));
  }

  /** A pension goes to veterans only. */
  private static Object[] pension(long i, String idNumber) {
    Draw draw = new Draw(i, 38);
    return row(
        idNumber,
        draw.pick(0, "七级", "八级", "九级"),
        draw.day(1, 2010, 2026),
        draw.pick(2, "听力损伤", "肢体伤残"),
        draw.pick(3, "因公", "因战"),
        draw.pick(4, "抢险救灾", "训练"),
        draw.card(5));
  }

  private static Object[] family(long i, Person p) {
    Draw draw = new Draw(i, 39);
    return row(
        p.idNumber(),
        draw.pick(0, "父母", "配偶", "子女"),
        "LS" + draw.digits(1, 10),
        p.address(),
        draw.pick(2, "抢险救灾牺牲", "因公牺牲"));
  }
}
