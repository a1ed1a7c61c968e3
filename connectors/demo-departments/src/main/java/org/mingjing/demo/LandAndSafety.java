package org.mingjing.demo;

import static org.mingjing.demo.Population.every;
import static org.mingjing.demo.Table.row;

import java.util.List;

/** The registers of farming, water, environment and work safety. */
final class LandAndSafety {
  static final DepartmentDatabase MARA =
      new DepartmentDatabase(
          "mara",
          List.of(
              Table.published(
                  "land_contract",
                  "id_number text not null, holder_name text not null, village text not null,"
                      + " contracted_area numeric(8,2) not null, contracted_from date not null,"
                      + " contracted_until date not null, family_members text, telephone text,"
                      + " boundary_coordinates text",
                  population -> population.persons(every(9), LandAndSafety::contract)),
              Table.published(
                  "poverty_monitoring",
                  "id_number text not null, monitored boolean not null,"
                      + " household_kind text not null, help_measure text not null,"
                      + " risk_reason text, illness text, income numeric(10,2), bank_card text",
                  population -> population.numbers(every(36), LandAndSafety::monitoring))));

  static final DepartmentDatabase MWR =
      new DepartmentDatabase(
          "mwr",
          List.of(
              Table.published(
                  "water_permit",
                  "uscc text not null, permit_number text not null, water_source text not null,"
                      + " annual_volume numeric(12,2) not null, permitted_until date not null,"
                      + " contact text, production_process text",
                  population -> population.organisations(every(9), LandAndSafety::waterPermit))));

  static final DepartmentDatabase MEE =
      new DepartmentDatabase(
          "mee",
          List.of(
              Table.served(
                  "/mee/discharge-permits",
                  "discharge_permit",
                  "uscc text not null, permit_number text not null,"
                      + " discharge_until date not null, pollutants text not null,"
                      + " production_capacity text not null, process text, formula text,"
                      + " supplier text",
                  population -> population.organisations(every(7), LandAndSafety::discharge))));

  static final DepartmentDatabase MEM =
      new DepartmentDatabase(
          "mem",
          List.of(
              Table.published(
                  "hazard_site",
                  "uscc text not null, site_name text not null, hazard_class text not null,"
                      + " substance text not null, site_address text not null,"
                      + " tank_positions text, stocks text",
                  population -> population.organisations(every(20), LandAndSafety::hazard))));

  private LandAndSafety() {}

  private static Object[] contract(long i, Person p) {
    Draw draw = new Draw(i, 33);
    return row(
        p.idNumber(),
        p.name(),
        Places.district(draw.at(0)).name() + draw.pick(1, "杨柳村", "石桥村", "王家庄村"),
        draw.number(2, 1, 30) + ".60",
        "1998-10-01",
        "2028-09-30",
        draw.stranger(3),
        p.telephone(),
        draw.number(5, 20, 30) + "." + draw.digits(6, 5) + "," + draw.number(7, 90, 30) + ".5");
  }

  private static Object[] monitoring(long i, String idNumber) {
    Draw draw = new Draw(i, 34);
    Draw assisted = new Draw(i, 3);
    return row(
        idNumber,
        !draw.oneIn(0, 9),
        draw.pick(1, "脱贫不稳定户", "边缘易致贫户", "突发严重困难户"),
        draw.pick(2, "产业帮扶", "就业帮扶", "健康帮扶"),
        assisted.pick(4, "因病", "因残", "缺少劳动力", "因灾", "失业"),
        assisted.pick(5, "慢性肾病", "恶性肿瘤", "脑卒中", "类风湿关节炎", "无"),
        assisted.number(6, 200, 900) + ".00",
        assisted.card(7));
  }

  private static Object[] waterPermit(long i, Organisation o) {
    Draw draw = new Draw(i, 35);
    return row(
        o.uscc(),
        "取水" + draw.digits(0, 12),
        draw.pick(1, "地表水", "地下水"),
        draw.number(2, 1, 900) + "00.00",
        draw.day(3, 2026, 2031),
        o.telephone(),
        draw.pick(4, "循环冷却", "清洗工序", "锅炉补水"));
  }

  private static Object[] discharge(long i, Organisation o) {
    Draw draw = new Draw(i, 36);
    return row(
        o.uscc(),
        o.uscc() + "001" + draw.pick(0, "P", "Q", "R"),
        draw.day(1, 2026, 2031),
        draw.pick(2, "化学需氧量、氨氮", "二氧化硫、颗粒物", "挥发性有机物"),
        draw.number(3, 1, 90) + "00吨/年",
        draw.pick(4, "喷涂", "电镀", "酿造"),
        draw.pick(5, "配方甲", "配方乙"),
        draw.pick(6, "供应商甲", "供应商乙"));
  }

  private static Object[] hazard(long i, Organisation o) {
    Draw draw = new Draw(i, 37);
    Places.District district = Places.district(draw.at(0));
    return row(
        o.uscc(),
        o.name() + draw.pick(1, "储罐区", "仓库"),
        draw.pick(2, "一级", "二级", "三级", "四级"),
        draw.pick(3, "液氨", "汽油", "液氯", "甲醇"),
        Places.address(district, draw.at(4)),
        draw.number(5, 1, 9) + "号罐位于东区",
        draw.number(6, 10, 900) + "吨");
  }
}
