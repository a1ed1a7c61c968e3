package org.mingjing.demo;

import static org.mingjing.demo.Population.every;
import static org.mingjing.demo.Table.NULL;
import static org.mingjing.demo.Table.row;

import java.util.List;

/** Who owns, rents, borrows for and is helped with a home. */
final class Property {
  static final DepartmentDatabase MNR =
      new DepartmentDatabase(
          "mnr",
          List.of(
              Table.published(
                  "real_estate_title",
                  "id_number text not null, owner_name text not null, unit_number text not null,"
                      + " location text not null, usage text not null, area numeric(8,2) not null,"
                      + " titled_on date not null, price numeric(12,2), mortgagee text,"
                      + " co_owners text, certificate_serial text",
                  population -> population.persons(Home::owned, Property::title))));

  static final DepartmentDatabase MOHURD =
      new DepartmentDatabase(
          "mohurd",
          List.of(
              Table.published(
                  "housing_support",
                  "id_number text not null, support_kind text not null,"
                      + " supported boolean not null, supported_since date not null,"
                      + " income numeric(10,2), illness text, disability text",
                  population -> population.numbers(every(24), Property::support)),
              Table.published(
                  "housing_contract",
                  "id_number text not null, contract_number text not null,"
                      + " contract_kind text not null, unit_number text not null,"
                      + " signed_on date not null, price numeric(12,2), telephone text,"
                      + " other_occupants text",
                  population ->
                      population.persons(i -> Home.owned(i) && i % 2 == 0, Property::contract))));

  static final DepartmentDatabase NFRA =
      new DepartmentDatabase(
          "nfra",
          List.of(
              Table.published(
                  "mortgage_loan",
                  "id_number text not null, loan_number text not null, lender text not null,"
                      + " collateral_unit text not null, first_home boolean not null,"
                      + " lent_on date not null, rate numeric(5,3), purpose_text text,"
                      + " guarantors text, repayments text",
                  population ->
                      population.persons(i -> i % 2 == 0 && Home.mortgaged(i), Property::mortgage)),
              Table.served(
                  "/nfra/compulsory-cover",
                  "compulsory_cover",
                  "id_number text not null, plate text not null, insurer text not null,"
                      + " policy_number text not null, covered_until date not null,"
                      + " insured_sum numeric(12,2), health_declaration text, beneficiaries text",
                  population -> population.persons(every(6), Property::cover))));

  private Property() {}

  private static Object[] title(long i, Person p) {
    Home home = Home.of(i, p);
    return row(
        p.idNumber(),
        p.name(),
        home.unitNumber(),
        p.address(),
        "住宅",
        home.area(),
        home.bought(),
        home.price(),
        Home.mortgaged(i) ? home.lender() : NULL,
        home.draw().oneIn(8, 3) ? home.draw().stranger(9) : NULL,
        "D" + home.draw().digits(11, 11));
  }

  private static Object[] support(long i, String idNumber) {
    Draw draw = new Draw(i, 19);
    return row(
        idNumber,
        draw.pick(0, "公共租赁住房", "租赁补贴", "保障性租赁住房"),
        !draw.oneIn(1, 8),
        draw.day(2, 2016, 2026),
        draw.number(3, 900, 2_000) + ".00",
        draw.pick(4, "无", "慢性病"),
        draw.pick(5, "无", "肢体三级"));
  }

  private static Object[] contract(long i, Person p) {
    Home home = Home.of(i, p);
    return row(
        p.idNumber(),
        home.contractNumber(),
        "买卖",
        home.unitNumber(),
        home.bought(),
        home.price(),
        p.telephone(),
        home.draw().stranger(12));
  }

  private static Object[] mortgage(long i, Person p) {
    Home home = Home.of(i, p);
    return row(
        p.idNumber(),
        home.loanNumber(),
        home.lender(),
        home.unitNumber(),
        true,
        home.bought(),
        "3." + home.draw().digits(14, 3),
        "购买住房",
        home.draw().stranger(15),
        home.draw().pick(17, "正常", "提前还款一次"));
  }

  private static Object[] cover(long i, Person p) {
    Draw draw = new Draw(i, 20);
    return row(
        p.idNumber(),
        p.vehicle().plate(),
        draw.pick(0, "人民财产保险公司", "平安财产保险公司", "太平洋财产保险公司"),
        "PDAA" + draw.digits(1, 14),
        draw.day(2, 2026, 2027),
        "200000.00",
        draw.pick(3, "无", "慢性病已告知"),
        draw.stranger(4));
  }
}
