package org.mingjing.demo;

import static org.mingjing.demo.Population.every;
import static org.mingjing.demo.Table.row;

import java.util.List;

/** The registers of the National Health Commission. */
final class HealthCare {
  private static final String BIRTH_COLUMNS =
      "id_number text not null, certificate_number text not null, name text not null,"
          + " birth_date date not null, institution text not null, mother_name text not null,"
          + " mother_id_number text not null, father_name text not null,"
          + " father_id_number text not null, mother_health text, delivery_details text,"
          + " conception_method text";

  static final DepartmentDatabase NHC =
      new DepartmentDatabase(
          "nhc",
          List.of(
              Table.published(
                  "birth_certificate",
                  BIRTH_COLUMNS,
                  population -> population.children().map(HealthCare::certificate)),
              Table.published(
                  "epidemic_case",
                  "id_number text not null, name text not null, case_number text not null,"
                      + " disease text not null, reported_on date not null, outcome text not null,"
                      + " relatives text, route text",
                  population -> population.persons(every(100), HealthCare::epidemic)),
              Table.served(
                  "/nhc/vaccinations",
                  "vaccination",
                  "id_number text not null, entry_check_passed boolean not null,"
                      + " checked_on date not null, contraindications text,"
                      + " adverse_reactions text, other_vaccines text",
                  population -> population.children().map(HealthCare::vaccination)),
              Table.served(
                  "/nhc/practitioners",
                  "practitioner",
                  "id_number text not null, name text not null, practice_scope text not null,"
                      + " practice_licence text not null, institution text not null,"
                      + " practising_since date not null",
                  population -> population.persons(every(150), HealthCare::practitioner))));

  private HealthCare() {}

  private static Object[] certificate(Child child) {
    Draw draw = new Draw(child.index(), 14);
    Person mother = SyntheticPeople.person(child.mother());
    Person father = SyntheticPeople.person(child.father());
    return row(
        child.idNumber(),
        "T" + draw.digits(0, 9),
        child.name(),
        child.birthDate(),
        child.birthPlace() + "妇幼保健院",
        mother.name(),
        mother.idNumber(),
        father.name(),
        father.idNumber(),
        draw.pick(1, "良好", "妊娠期高血压", "贫血"),
        draw.pick(2, "自然分娩", "剖宫产"),
        draw.pick(3, "自然受孕", "自然受孕", "辅助生殖"));
  }

  private static Object[] epidemic(long i, Person p) {
    Draw draw = new Draw(i, 15);
    return row(
        p.idNumber(),
        p.name(),
        "B" + draw.digits(0, 9),
        draw.pick(1, "流行性感冒", "诺如病毒感染", "布鲁氏菌病"),
        draw.day(2, 2025, 2026),
        draw.pick(3, "痊愈", "治疗中"),
        draw.stranger(4),
        Places.district(draw.at(6)).name() + "至" + Places.district(draw.at(7)).name());
  }

  private static Object[] vaccination(Child child) {
    Draw draw = new Draw(child.index(), 16);
    return row(
        child.idNumber(),
        !draw.oneIn(0, 20),
        draw.day(1, 2025, 2026),
        draw.pick(2, "无", "无", "鸡蛋过敏"),
        draw.pick(3, "无", "无", "发热"),
        draw.pick(4, "流感疫苗", "水痘疫苗"));
  }

  private static Object[] practitioner(long i, Person p) {
    Draw draw = new Draw(i, 17);
    return row(
        p.idNumber(),
        p.name(),
        draw.pick(0, "内科专业", "外科专业", "儿科专业", "全科医学专业"),
        "110" + draw.digits(1, 12),
        Places.district(draw.at(2)).name() + "人民医院",
        draw.day(3, 2005, 2026));
  }
}
