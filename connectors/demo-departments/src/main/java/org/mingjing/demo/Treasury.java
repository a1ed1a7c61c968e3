package org.mingjing.demo;

import static org.mingjing.demo.Population.ALL;
import static org.mingjing.demo.Population.every;
import static org.mingjing.demo.Table.NULL;
import static org.mingjing.demo.Table.row;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The registers of the Ministry of Finance and of the State Taxation Administration. */
final class Treasury {
  static final DepartmentDatabase MOF =
      new DepartmentDatabase(
          "mof",
          List.of(
              Table.published(
                      "subsidy_payment",
                      "id_number text not null, programme text not null, paid_on date not null,"
                          + " amount numeric(12,2) not null, bank_account text not null,"
                          + " telephone text",
                      population ->
                          population
                              .persons(every(3), (i, p) -> payments(p))
                              .flatMap(Function.identity()))
                  .repeating(),
              Table.published(
                      "treasury_payment",
                      "uscc text not null, voucher_number text not null,"
                          + " budget_item text not null, settled_on date not null,"
                          + " settled_amount numeric(14,2) not null, payee_account text",
                      population -> population.organisations(every(6), Treasury::settlement))
                  .repeating(),
              Table.published(
                  "procurement_award",
                  "uscc text not null, project text not null,"
                      + " award_amount numeric(14,2) not null, awarded_on date not null",
                  population -> population.organisations(every(10), Treasury::award))));

  static final DepartmentDatabase STA =
      new DepartmentDatabase(
          "sta",
          List.of(
              Table.published(
                      "deduction_claim",
                      "id_number text not null, claim_item text not null,"
                          + " claim_year integer not null, claim_evidence text not null,"
                          + " claim_share integer not null",
                      population ->
                          Stream.concat(
                              population.persons(
                                  i -> i % 2 == 0 && Home.mortgaged(i), Treasury::interest),
                              population.children().map(Treasury::education)))
                  .repeating(),
              Table.served(
                  "/sta/tax-standing",
                  "tax_standing",
                  "uscc text not null, name text not null, credit_grade text not null,"
                      + " arrears_announced boolean not null, arrears_amount numeric(14,2)",
                  population -> population.organisations(ALL, Treasury::standing))));

  private Treasury() {}

  private static Stream<Object[]> payments(Person p) {
    return p.payments().stream()
        .map(payment ->
            row(
                p.idNumber(),
                payment.programme(),
                payment.paidOn(),
                payment.amount(),
                payment.bankAccount(),
                p.telephone()));
  }

  private static Object[] settlement(long i, Organisation o) {
    Draw draw = new Draw(i, 21);
    return row(
        o.uscc(),
        "ZF2025" + draw.digits(0, 10),
        draw.pick(1, "工程款", "物业管理费", "信息系统运行维护费", "办公设备购置费"),
        draw.day(2, 2025, 2026),
        draw.number(3, 1, 90) + "0000.00",
        draw.card(4));
  }

  private static Object[] award(long i, Organisation o) {
    Draw draw = new Draw(i, 22);
    return row(
        o.uscc(),
        Places.district(draw.at(0)).name() + draw.pick(1, "校舍维修项目", "公文系统项目", "环卫服务项目"),
        draw.number(2, 10, 400) + "0000.00",
        draw.day(3, 2024, 2026));
  }

  private static Object[] interest(long i, Person p) {
    return row(p.idNumber(), "住房贷款利息", 2025, Home.of(i, p).loanNumber(), 100);
  }

  /** The mother claims for infants, both parents halve what school costs. */
  private static Object[] education(Child child) {
    boolean infant = child.age() < 3;
    return row(
        SyntheticPeople.birth(child.mother()).idNumber(),
        infant ? "3岁以下婴幼儿照护" : "子女教育",
        2025,
        child.idNumber(),
        infant ? 100 : 50);
  }

  private static Object[] standing(long i, Organisation o) {
    Draw draw = new Draw(i, 23);
    boolean arrears = draw.oneIn(0, 25);
    return row(
        o.uscc(),
        o.name(),
        arrears ? "D" : draw.pick(1, "A", "B", "B", "M", "C"),
        arrears,
        arrears ? draw.number(2, 1, 500) + "000.00" : NULL);
  }
}
