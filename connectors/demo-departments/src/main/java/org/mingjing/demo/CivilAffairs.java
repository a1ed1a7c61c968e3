package org.mingjing.demo;

import static org.mingjing.demo.Population.every;
import static org.mingjing.demo.Table.row;

import java.util.List;
import java.util.function.LongPredicate;

/**
 * The registers of the Ministry of Civil Affairs and of the two departments that assist with it.
 */
final class CivilAffairs {
  /** Who receives assistance: one person in twelve. */
  static final LongPredicate ASSISTED = every(12);

  private static final int OLD_AGE = 80;

  static final DepartmentDatabase MCA =
      new DepartmentDatabase(
          "mca",
          List.of(
              Table.published(
                  "assistance_recipient",
                  "id_number text not null, programme text not null,"
                      + " certificate_number text not null, in_force boolean not null,"
                      + " granted_on date not null, hardship_reason text, illness text,"
                      + " income numeric(10,2), bank_account text",
                  population -> population.numbers(ASSISTED, CivilAffairs::assistance)),
              Table.published(
                  "child_in_difficulty",
                  "id_number text not null, support_kind text not null,"
                      + " supported_since date not null, guardian_id_number text not null,"
                      + " parents_status text, abuse_history text, foster_address text",
                  population ->
                      population
                          .children()
                          .filter(c -> c.index() % 7 == 0)
                          .map(CivilAffairs::child)),
              Table.served(
                  "/mca/elderly-allowances",
                  "elderly_allowance",
                  "id_number text not null, allowance_kind text not null,"
                      + " monthly_amount numeric(8,2) not null, allowed_since date not null",
                  population ->
                      population.numbers(
                          i -> SyntheticPeople.birth(i).ageOn(Child.AS_OF) >= OLD_AGE,
                          CivilAffairs::allowance))));

  static final DepartmentDatabase NHSA =
      new DepartmentDatabase(
          "nhsa",
          List.of(
              Table.published(
                  "medical_assistance",
                  "id_number text not null, assistance_kind text not null,"
                      + " assisted_year integer not null, entitled boolean not null, disease text,"
                      + " hospital text, bank_card text",
                  population -> population.numbers(ASSISTED, CivilAffairs::medical)),
              Table.served(
                  "/nhsa/insured-persons",
                  "insured_person",
                  "id_number text not null, insurance_state text not null, scheme text not null,"
                      + " insured_until date, account_balance numeric(12,2),"
                      + " designated_hospital text",
                  population -> population.numbers(every(2), CivilAffairs::insured)),
              Table.served(
                  "/nhsa/institutions",
                  "designated_institution",
                  "uscc text not null, name text not null, institution_kind text not null,"
                      + " agreement_until date not null",
                  population -> population.organisations(every(5), CivilAffairs::institution))));

  private CivilAffairs() {}

  private static Object[] insured(long i, String idNumber) {
    Draw draw = new Draw(i, 40);
    return row(
        idNumber,
        draw.pick(0, "1", "1", "1", "1", "2", "4"),
        draw.pick(1, "310", "390", "390"),
        draw.day(2, 2025, 2027),
        draw.number(3, 0, 9_000) + ".50",
        Places.district(draw.at(4)).name() + "人民医院");
  }

  private static Object[] assistance(long i, String idNumber) {
    Draw draw = new Draw(i, 3);
    return row(
        idNumber,
        draw.pick(0, "城乡居民最低生活保障", "特困人员救助供养", "临时救助", "最低生活保障边缘家庭"),
        "MZ" + draw.digits(1, 10),
        !draw.oneIn(2, 10),
        draw.day(3, 2019, 2026),
        hardship(draw),
        illness(draw),
        draw.number(6, 200, 900) + ".00",
        draw.card(7));
  }

  private static String hardship(Draw draw) {
    return draw.pick(4, "因病", "因残", "缺少劳动力", "因灾", "失业");
  }

  /** The same at civil affairs and at the health-insurance department. */
  private static String illness(Draw draw) {
    return draw.pick(5, "慢性肾病", "恶性肿瘤", "脑卒中", "类风湿关节炎", "无");
  }

  private static Object[] child(Child child) {
    Draw draw = new Draw(child.index(), 4);
    return row(
        child.idNumber(),
        draw.pick(0, "事实无人抚养儿童", "困境儿童", "留守儿童"),
        draw.day(1, 2024, 2026),
        SyntheticPeople.birth(child.mother()).idNumber(),
        draw.pick(2, "父亲服刑", "父亲重残", "父亲失联"),
        draw.pick(3, "无", "有"),
        Places.address(Places.district(draw.at(4)), draw.at(5)));
  }

  private static Object[] allowance(long i, String idNumber) {
    Draw draw = new Draw(i, 5);
    return row(
        idNumber,
        draw.pick(0, "高龄津贴", "养老服务补贴", "护理补贴"),
        draw.number(1, 1, 6) * 100 + ".00",
        draw.day(2, 2020, 2026));
  }

  private static Object[] medical(long i, String idNumber) {
    Draw draw = new Draw(i, 6);
    return row(
        idNumber,
        draw.pick(0, "资助参保", "住院救助", "门诊救助"),
        draw.number(1, 2023, 3),
        !draw.oneIn(2, 10),
        illness(new Draw(i, 3)),
        Places.district(draw.at(4)).name() + "人民医院",
        new Draw(i, 3).card(7));
  }

  private static Object[] institution(long i, Organisation o) {
    Draw draw = new Draw(i, 7);
    return row(
        o.uscc(), o.name(), draw.pick(0, "定点零售药店", "定点诊所", "定点护理机构"), draw.day(1, 2026, 2029));
  }
}
