package org.mingjing.demo;

import static org.mingjing.demo.Population.ALL;
import static org.mingjing.demo.Population.every;
import static org.mingjing.demo.Table.row;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The registers of enterprises: who runs them, who owns them, what they make. */
final class Market {
  private static final String ENTERPRISE_COLUMNS =
      "uscc text not null, name text not null, status text not null,"
          + " registered_on date not null, registered_capital numeric(18,2) not null,"
          + " industry text not null, legal_representative text not null,"
          + " representative_id_number text not null, telephone text";

  static final DepartmentDatabase SAMR =
      new DepartmentDatabase(
          "samr",
          List.of(
              Table.served(
                  "/samr/enterprises",
                  "enterprise",
                  ENTERPRISE_COLUMNS,
                  population -> population.organisations(ALL, (i, o) -> enterprise(o))),
              Table.served(
                      "/samr/shareholders",
                      "shareholder",
                      "uscc text not null, shareholder_name text not null,"
                          + " contribution numeric(18,2) not null, contributed_on date not null,"
                          + " shareholder_id_number text not null, home_address text",
                      population ->
                          population
                              .organisations(every(2), Market::shareholders)
                              .flatMap(Function.identity()))
                  .repeating(),
              Table.published(
                  "annual_report",
                  "uscc text not null, scale text not null, region text not null,"
                      + " employees integer, revenue numeric(18,2)",
                  population -> population.organisations(ALL, Market::report)),
              Table.published(
                  "product_registration",
                  "uscc text not null, product text not null,"
                      + " registration_number text not null, approved_on date not null",
                  population -> population.organisations(every(12), Market::product))));

  static final DepartmentDatabase PBC =
      new DepartmentDatabase(
          "pbc",
          List.of(
              Table.served(
                  "/pbc/beneficial-owners",
                  "beneficial_owner",
                  "uscc text not null, owner_name text not null, owner_id_number text not null,"
                      + " share_percent integer not null, effective_on date not null,"
                      + " home_address text, contact text",
                  population -> population.organisations(every(2), Market::beneficialOwner))));

  static final DepartmentDatabase GACC =
      new DepartmentDatabase(
          "gacc",
          List.of(
              Table.served(
                      "/gacc/declarations",
                      "declaration",
                      "uscc text not null, declaration_number text not null,"
                          + " goods_code text not null, declared_on date not null,"
                          + " quantity integer not null, unit_price numeric(12,2),"
                          + " counterparty text, brand text",
                      population -> population.organisations(every(8), Market::declaration))
                  .repeating()));

  static final DepartmentDatabase MOFCOM =
      new DepartmentDatabase(
          "mofcom",
          List.of(
              Table.published(
                  "export_licence",
                  "uscc text not null, licence_number text not null, goods text not null,"
                      + " licensed_until date not null, end_use_statement text,"
                      + " price numeric(12,2), technical_annex text",
                  population -> population.organisations(every(40), Market::licence))));

  private Market() {}

  private static Object[] enterprise(Organisation o) {
    return row(
        o.uscc(),
        o.name(),
        o.status(),
        o.registeredOn(),
        o.registeredCapital(),
        o.industry(),
        o.legalRepresentative(),
        o.representativeIdNumber(),
        o.telephone());
  }

  private static Object[] report(long i, Organisation o) {
    Draw draw = new Draw(i, 42);
    return row(
        o.uscc(),
        draw.oneIn(4, 10) ? "大中型" : "小微",
        draw.pick(0, "北京市", "北京市", "上海市", "江苏省", "江苏省", "江苏省", "四川省", "西藏自治区"),
        draw.number(1, 1, 400),
        draw.number(2, 10_000, 90_000_000) + "." + draw.digits(3, 2));
  }

  /** How much of organisation i its representative holds; person i ^ 1 holds the rest. */
  private static long majority(long i) {
    return new Draw(i, 24).number(0, 51, 40);
  }

  private static Stream<Object[]> shareholders(long i, Organisation o) {
    long capital = new BigDecimal(o.registeredCapital()).longValue();
    long first = capital / 100 * majority(i);
    return Stream.of(
        shareholder(o, SyntheticPeople.person(i), first),
        shareholder(o, SyntheticPeople.person(i ^ 1), capital - first));
  }

  private static Object[] shareholder(Organisation o, Person p, long contribution) {
    LocalDate paid = o.registeredOn().plusDays(30);
    return row(o.uscc(), p.name(), contribution + ".00", paid, p.idNumber(), p.address());
  }

  private static Object[] product(long i, Organisation o) {
    Draw draw = new Draw(i, 25);
    return row(
        o.uscc(),
        draw.pick(0, "医用口罩", "电子血压计", "婴幼儿配方乳粉", "中成药颗粒剂"),
        "国械注准2024" + draw.digits(1, 7),
        draw.day(2, 2021, 2026));
  }

  private static Object[] beneficialOwner(long i, Organisation o) {
    Person owner = SyntheticPeople.person(i);
    return row(
        o.uscc(),
        owner.name(),
        owner.idNumber(),
        majority(i),
        o.registeredOn(),
        owner.address(),
        owner.telephone());
  }

  private static Object[] declaration(long i, Organisation o) {
    Draw draw = new Draw(i, 26);
    return row(
        o.uscc(),
        draw.digits(0, 18),
        draw.pick(1, "8517130000", "6109100021", "8471300000", "9403609900"),
        draw.day(2, 2025, 2026),
        draw.number(3, 10, 9_000),
        draw.number(4, 3, 900) + ".50",
        draw.pick(5, "海外贸易公司甲", "海外贸易公司乙"),
        draw.pick(6, "自主品牌", "无品牌"));
  }

  private static Object[] licence(long i, Organisation o) {
    Draw draw = new Draw(i, 27);
    return row(
        o.uscc(),
        draw.digits(0, 14),
        draw.pick(1, "高纯石墨", "无人机用发动机", "数控机床"),
        draw.day(2, 2026, 2028),
        draw.pick(3, "民用制造", "科研"),
        draw.number(4, 10, 900) + "00.00",
        "技术附件" + draw.digits(6, 4));
  }
}
