package org.mingjing.demo;

import static org.mingjing.demo.Population.ALL;
import static org.mingjing.demo.Table.NULL;
import static org.mingjing.demo.Table.row;

import java.util.List;
import java.util.stream.Stream;

/** The registers of the Ministry of Public Security. */
final class Police {
  private static final Table RESIDENT =
      Table.published(
          "resident",
          "id_number text not null, name text not null, former_name text, sex text not null,"
              + " birth_date date not null, address text not null, district_code text not null,"
              + " telephone text, workplace text",
          population ->
              Stream.concat(
                  population.persons(ALL, (i, p) -> resident(p)),
                  population.children().map(Police::resident)));

  private static final Table VEHICLE =
      Table.served(
          "/mps/vehicles",
          "vehicle",
          "id_number text not null, plate text not null, brand text not null,"
              + " model_year integer not null, registered_on date not null, vin text not null,"
              + " engine_number text not null, telephone text, home_address text",
          population -> population.persons(ALL, (i, p) -> vehicle(p)));

  private static final Table IDENTITY =
      Table.served(
          "/mps/identity",
          "identity_record",
          "id_number text not null, name text not null, portrait_digest text not null",
          population ->
              population.persons(ALL, (i, p) -> row(p.idNumber(), p.name(), p.portraitDigest())));

  private static final Table CONVICTION =
      Table.published(
          "conviction_check",
          "id_number text not null, bar_applies boolean not null, offence text, court text,"
              + " sentence text, case_number text",
          population -> population.numbers(ALL, Police::conviction));

  private static final Table DRUG_CONTROL =
      Table.served(
          "/mps/drug-control",
          "drug_control",
          "id_number text not null, under_control boolean not null, substance text, place text,"
              + " found_on date, control_until date, treatment_unit text",
          population -> population.numbers(ALL, Police::drugControl));

  static final DepartmentDatabase MPS =
      new DepartmentDatabase("mps", List.of(RESIDENT, VEHICLE, IDENTITY, CONVICTION, DRUG_CONTROL));

  private Police() {}

  private static Object[] resident(Person p) {
    return row(
        p.idNumber(),
        p.name(),
        p.formerName().orElse(NULL),
        p.sex(),
        p.birthDate(),
        p.address(),
        p.districtCode(),
        p.telephone(),
        p.workplace());
  }

  private static Object[] resident(Child child) {
    Person mother = SyntheticPeople.person(child.mother());
    return row(
        child.idNumber(),
        child.name(),
        NULL,
        child.sex(),
        child.birthDate(),
        mother.address(),
        mother.districtCode(),
        NULL,
        NULL);
  }

  private static Object[] vehicle(Person p) {
    Person.Vehicle v = p.vehicle();
    return row(
        p.idNumber(),
        v.plate(),
        v.brand(),
        v.modelYear(),
        v.registeredOn(),
        v.vin(),
        v.engineNumber(),
        p.telephone(),
        p.address());
  }

  /** Everybody is there, so that presence says nothing; about one in a hundred is barred. */
  private static Object[] conviction(long i, String idNumber) {
    Draw draw = new Draw(i, 1);
    if (!draw.oneIn(0, 97)) {
      return row(idNumber, false, NULL, NULL, NULL, NULL);
    }
    return row(
        idNumber,
        true,
        draw.pick(1, "虐待罪", "猥亵儿童罪", "危险驾驶罪", "故意伤害罪"),
        Places.district(draw.at(2)).name() + "人民法院",
        "有期徒刑" + draw.number(3, 1, 7) + "年",
        "(" + draw.number(4, 2005, 20) + ")刑初" + draw.digits(5, 3) + "号");
  }

  /** Everybody is there, as above; about one in a hundred and fifty is under control. */
  private static Object[] drugControl(long i, String idNumber) {
    Draw draw = new Draw(i, 2);
    if (!draw.oneIn(0, 151)) {
      return row(idNumber, false, NULL, NULL, NULL, NULL, NULL);
    }
    return row(
        idNumber,
        true,
        draw.pick(1, "甲基苯丙胺", "氯胺酮", "海洛因"),
        Places.district(draw.at(2)).name(),
        draw.day(3, 2023, 2026),
        draw.day(4, 2026, 2029),
        draw.pick(5, "社区戒毒工作站", "自愿戒毒医院", "社区康复中心"));
  }
}
