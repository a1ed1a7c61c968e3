package org.mingjing.demo;

import static org.mingjing.demo.Population.every;
import static org.mingjing.demo.Table.row;

import java.time.LocalDate;
import java.util.List;

/** The registers of the Ministry of Education and of qualifications beside it. */
final class Schools {
  private static final int SCHOOL_AGE = 6;

  private static final String STUDENT_COLUMNS =
      "id_number text not null, name text not null, school text not null, stage text not null,"
          + " enrolled boolean not null, enrolled_on date not null,"
          + " guardian_id_number text not null, class_name text, grades text, address text,"
          + " guardian_telephone text, photo text";

  static final DepartmentDatabase MOE =
      new DepartmentDatabase(
          "moe",
          List.of(
              Table.published(
                  "student",
                  STUDENT_COLUMNS,
                  population ->
                      population
                          .children()
                          .filter(child -> child.age() >= SCHOOL_AGE)
                          .map(Schools::student)),
              Table.published(
                  "student_aid",
                  "id_number text not null, aided boolean not null, school_year text not null,"
                      + " aid_kind text not null, hardship_reason text, family_illness text,"
                      + " bank_card text",
                  population ->
                      population
                          .children()
                          .filter(child -> child.age() >= SCHOOL_AGE && child.index() % 4 == 0)
                          .map(Schools::aid)),
              Table.served(
                  "/moe/degrees",
                  "degree",
                  "id_number text not null, name text not null, institution text not null,"
                      + " major text not null, degree text not null, graduated_on date not null,"
                      + " certificate_number text not null, photo text, scores text, thesis text",
                  population -> population.persons(every(4), Schools::degree))));

  static final DepartmentDatabase MOHRSS =
      new DepartmentDatabase(
          "mohrss",
          List.of(
              Table.published(
                  "vocational_certificate",
                  "id_number text not null, name text not null, occupation text not null,"
                      + " skill_level text not null, certificate_number text not null,"
                      + " issued_on date not null",
                  population -> population.persons(every(10), Schools::certificate)),
              Table.served(
                  "/mohrss/benefits",
                  "benefit_payment",
                  "id_number text not null, benefit_kind text not null,"
                      + " benefit_amount numeric(10,2) not null, bank_account text",
                  population -> population.numbers(every(3), Schools::benefit)),
              Table.served(
                  "/mohrss/labour-violations",
                  "labour_violation",
                  "uscc text not null, violation text not null, penalty text not null,"
                      + " published_on date not null",
                  population -> population.organisations(every(15), Schools::violation))));

  private Schools() {}

  private static Object[] benefit(long i, String idNumber) {
    Draw draw = new Draw(i, 41);
    return row(
        idNumber,
        draw.pick(0, "养老保险待遇", "失业保险金"),
        draw.number(1, 300, 6_000) + "." + draw.digits(2, 2),
        draw.card(3));
  }

  private static Object[] student(Child child) {
    Draw draw = new Draw(child.index(), 9);
    Person mother = SyntheticPeople.person(child.mother());
    int age = child.age();
    String stage = age < 12 ? "小学" : age < 15 ? "初中" : "高中";
    int grade = age < 12 ? age - 5 : age < 15 ? age - 11 : age - 14;
    return row(
        child.idNumber(),
        child.name(),
        "第" + draw.number(0, 1, 40) + stage,
        stage,
        true,
        LocalDate.of(Child.AS_OF.getYear() - grade, 9, 1),
        mother.idNumber(),
        grade + "年级" + draw.number(1, 1, 9) + "班",
        draw.pick(2, "优", "良", "中"),
        mother.address(),
        mother.telephone(),
        SyntheticPeople.digest("portrait of child " + child.index()));
  }

  private static Object[] aid(Child child) {
    Draw draw = new Draw(child.index(), 10);
    return row(
        child.idNumber(),
        true,
        "2025-2026",
        draw.pick(0, "义务教育生活补助", "国家助学金", "免学杂费"),
        draw.pick(1, "因病", "低保家庭", "因灾"),
        draw.pick(2, "无", "有"),
        draw.card(3));
  }

  private static Object[] degree(long i, Person p) {
    Draw draw = new Draw(i, 11);
    LocalDate graduation =
        LocalDate.of(Math.min(p.birthDate().getYear() + 22, Child.AS_OF.getYear() - 1), 6, 30);
    return row(
        p.idNumber(),
        p.name(),
        Places.district(draw.at(0)).name() + draw.pick(1, "师范学院", "理工学院", "职业技术学院"),
        draw.pick(2, "汉语言文学", "机械工程", "护理学", "会计学", "计算机科学与技术"),
        draw.pick(3, "专科", "学士", "学士", "硕士"),
        graduation,
        draw.digits(4, 16),
        p.portraitDigest(),
        draw.pick(5, "优", "良", "中"),
        draw.pick(6, "论基层治理", "齿轮传动研究", "社区护理调查"));
  }

  private static Object[] certificate(long i, Person p) {
    Draw draw = new Draw(i, 12);
    return row(
        p.idNumber(),
        p.name(),
        draw.pick(0, "电工", "焊工", "养老护理员", "保育师", "起重工"),
        draw.pick(1, "五级", "四级", "三级", "二级"),
        draw.digits(2, 16),
        draw.day(3, 2010, 2026));
  }

  private static Object[] violation(long i, Organisation o) {
    Draw draw = new Draw(i, 13);
    return row(
        o.uscc(),
        draw.pick(0, "拖欠劳动报酬", "未依法参加社会保险", "违法延长工作时间"),
        draw.pick(1, "责令限期改正", "罚款二万元", "罚款五万元"),
        draw.day(2, 2022, 2026));
  }
}
