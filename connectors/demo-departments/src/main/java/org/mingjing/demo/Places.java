package org.mingjing.demo;

import java.util.List;

/** Districts with their real GB/T 2260 codes; roads are made up. */
final class Places {
  /** A district; {@code plate} is the character that number plates of its province begin with. */
  record District(String code, String name, String plate) {}

  static final List<District> DISTRICTS =
      List.of(
          new District("110101", "北京市东城区", "京"),
          new District("110105", "北京市朝阳区", "京"),
          new District("110108", "北京市海淀区", "京"),
          new District("120101", "天津市和平区", "津"),
          new District("130102", "河北省石家庄市长安区", "冀"),
          new District("140105", "山西省太原市小店区", "晋"),
          new District("150102", "内蒙古自治区呼和浩特市新城区", "蒙"),
          new District("210102", "辽宁省沈阳市和平区", "辽"),
          new District("220102", "吉林省长春市南关区", "吉"),
          new District("230102", "黑龙江省哈尔滨市道里区", "黑"),
          new District("310101", "上海市黄浦区", "沪"),
          new District("310115", "上海市浦东新区", "沪"),
          new District("320102", "江苏省南京市玄武区", "苏"),
          new District("330106", "浙江省杭州市西湖区", "浙"),
          new District("340102", "安徽省合肥市瑶海区", "皖"),
          new District("350102", "福建省福州市鼓楼区", "闽"),
          new District("360102", "江西省南昌市东湖区", "赣"),
          new District("370102", "山东省济南市历下区", "鲁"),
          new District("370202", "山东省青岛市市南区", "鲁"),
          new District("410102", "河南省郑州市中原区", "豫"),
          new District("420111", "湖北省武汉市洪山区", "鄂"),
          new District("430102", "湖南省长沙市芙蓉区", "湘"),
          new District("440106", "广东省广州市天河区", "粤"),
          new District("440304", "广东省深圳市福田区", "粤"),
          new District("450102", "广西壮族自治区南宁市兴宁区", "桂"),
          new District("460105", "海南省海口市秀英区", "琼"),
          new District("500103", "重庆市渝中区", "渝"),
          new District("510107", "四川省成都市武侯区", "川"),
          new District("520102", "贵州省贵阳市南明区", "贵"),
          new District("530102", "云南省昆明市五华区", "云"),
          new District("540102", "西藏自治区拉萨市城关区", "藏"),
          new District("610113", "陕西省西安市雁塔区", "陕"),
          new District("620102", "甘肃省兰州市城关区", "甘"),
          new District("630102", "青海省西宁市城东区", "青"),
          new District("640104", "宁夏回族自治区银川市兴庆区", "宁"),
          new District("650102", "新疆维吾尔自治区乌鲁木齐市天山区", "新"));

  private static final List<String> ROADS =
      List.of("人民路", "解放路", "建设街", "中山路", "和平大道", "文化路", "新华街", "光明路", "青年路", "滨河路");

  private Places() {}

  static District district(long choice) {
    return DISTRICTS.get((int) (choice % DISTRICTS.size()));
  }

  static String address(District district, long choice) {
    String road = ROADS.get((int) (choice % ROADS.size()));
    return district.name()
        + road
        + (1 + choice / 10 % 300)
        + "号"
        + (1 + choice / 3_000 % 20)
        + "号楼"
        + (101 + choice / 60_000 % 2_400)
        + "室";
  }
}
