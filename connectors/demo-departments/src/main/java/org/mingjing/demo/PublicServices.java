package org.mingjing.demo;

import static org.mingjing.demo.Population.every;
import static org.mingjing.demo.Table.row;

import java.util.List;

/** The registers of justice, telecommunications and transport. */
final class PublicServices {
  static final DepartmentDatabase MOJ =
      new DepartmentDatabase(
          "moj",
          List.of(
              Table.published(
                  "notarial_certificate",
                  "id_number text not null, certificate_number text not null,"
                      + " notary_office text not null, notarised_on date not null,"
                      + " matter text not null, content text, statements text, evidence text",
                  population -> population.numbers(every(20), PublicServices::notarial)),
              Table.served(
                  "/moj/lawyers",
                  "lawyer",
                  "id_number text not null, name text not null, bar_licence text not null,"
                      + " law_firm text not null, called_on date not null",
                  population -> population.persons(every(200), PublicServices::lawyer))));

  static final DepartmentDatabase MIIT =
      new DepartmentDatabase(
          "miit",
          List.of(
              Table.served(
                  "/miit/subscribers",
                  "subscriber",
                  "id_number text not null, name text not null, telephone text not null,"
                      + " other_numbers text, address text, opened_on date",
                  population -> population.persons(every(4), PublicServices::subscriber))));

  static final DepartmentDatabase MOT =
      new DepartmentDatabase(
          "mot",
          List.of(
              Table.served(
                  "/mot/driver-qualifications",
                  "driver_qualification",
                  "id_number text not null, name text not null, driver_category text not null,"
                      + " qualification_number text not null, qualified_until date not null",
                  population -> population.persons(every(25), PublicServices::driver)),
              Table.published(
                      "passenger_ticket",
                      "id_number text not null, carrier text not null,"
                          + " service_number text not null, departed_on date not null,"
                          + " departed_from text not null, arrived_at text not null, seat text,"
                          + " companions text, contact text, payment text",
                      population -> population.persons(every(10), PublicServices::ticket))
                  .repeating()));

  private PublicServices() {}

  private static Object[] notarial(long i, String idNumber) {
    Draw draw = new Draw(i, 28);
    return row(
        idNumber,
        "(2025)证字第" + draw.digits(0, 6) + "号",
        Places.district(draw.at(1)).name() + "公证处",
        draw.day(2, 2025, 2026),
        draw.pick(3, "继承公证", "委托公证", "学历公证", "亲属关系公证"),
        draw.pick(4, "被继承人遗产由子女继承", "委托办理房屋事务", "证书复印件与原件相符"),
        draw.pick(5, "当事人陈述一份", "当事人陈述两份"),
        draw.pick(6, "户籍证明", "死亡证明", "学位证书"));
  }

  private static Object[] lawyer(long i, Person p) {
    Draw draw = new Draw(i, 29);
    return row(
        p.idNumber(),
        p.name(),
        "1" + draw.digits(0, 16),
        Places.district(draw.at(1)).name() + draw.pick(2, "正衡", "明理", "致远") + "律师事务所",
        draw.day(3, 2010, 2026));
  }

  private static Object[] subscriber(long i, Person p) {
    Draw draw = new Draw(i, 30);
    return row(
        p.idNumber(),
        p.name(),
        p.telephone(),
        SyntheticPeople.telephone(i, 41),
        p.address(),
        draw.day(0, 2015, 2026));
  }

  private static Object[] driver(long i, Person p) {
    Draw draw = new Draw(i, 31);
    return row(
        p.idNumber(),
        p.name(),
        draw.pick(0, "道路旅客运输", "道路货物运输", "出租汽车", "危险货物运输"),
        draw.digits(1, 18),
        draw.day(2, 2026, 2032));
  }

  private static Object[] ticket(long i, Person p) {
    Draw draw = new Draw(i, 32);
    return row(
        p.idNumber(),
        draw.pick(0, "铁路", "民航", "水路"),
        "G" + draw.number(1, 100, 8_000),
        draw.day(2, 2025, 2026),
        Places.district(draw.at(3)).name(),
        Places.district(draw.at(4)).name(),
        draw.number(5, 1, 17) + "车" + draw.number(6, 1, 20) + "A",
        draw.stranger(7),
        p.telephone(),
        draw.card(9));
  }
}
