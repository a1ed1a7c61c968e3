package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTest {

  @ParameterizedTest
  @CsvSource({
    "id-number, 11010519491231002X, 1****************X",
    "name, 张三, 张*",
    "name, 张三丰, 张**",
    "name, 欧阳修文, 欧阳**",
    "name, 欧阳修, 欧阳*",
    "name, 欧阳, 欧*",
    "name, 买买提·艾力, 买**·**",
    "name, 𠮷野家, 𠮷**",
    "name, 李𠮷, 李*",
    "phone, 18012341999, 180****1999",
    "card, 6222021234567890123, ***************0123",
    "card, 1234567890, ******7890",
    "address, 北京市东城区景山前街4号, 北京市东城区****",
    "address, 北京市东城区, 北京市东城区",
    "address, 广西壮族自治区南宁市西乡塘区大学东路100号, 广西壮族自治区南宁市西乡塘区****",
    "address, 内蒙古自治区锡林郭勒盟正蓝旗上都镇, 内蒙古自治区锡林郭勒盟正蓝旗****",
    "address, 吉林省延边朝鲜族自治州延吉市河南街, 吉林省延边朝鲜族自治州延吉市****",
    "address, 江苏省昆山市玉山镇花园小区3号, 江苏省昆山市****",
    "address, 江西省景德镇市昌江区瓷都大道1号, 江西省景德镇市昌江区****",
    "address, 黑龙江省哈尔滨市道里区中央大街1号, 黑龙江省哈尔滨市道里区****",
    "address, 西藏自治区阿里地区普兰县某路2号, 西藏自治区阿里地区普兰县****",
    "address, 上海市静安花园小区5号, 上海市****",
    "address, 河南省新乡市红旗区平原路1号, 河南省新乡市红旗区****",
    "plate, 京A12345, 京A****5",
    "plate, 沪AD12345, 沪A*****5",
    "vin, LSVAA4182E2123456, LSVAA4182E2******",
    "date-year, 1949-12-31, 1949",
    "organisation-id, 91350100M000100Y43, 91**************43",
    "mail, zhang.san@example.com, z****@example.com",
    "none, anything, anything"
  })
  void keeps_only_what_the_rule_says(String mask, String value, String kept) {
    assertThat(masked(mask, value)).isEqualTo(new Masked.Kept(kept));
  }

  @ParameterizedTest
  @CsvSource({
    "id-number, 110105194912310021", // the check character is wrong
    "id-number, 11010519491231002x", // a small x
    "id-number, 110105491231002", // the old number of 15 digits
    "id-number, 11010519490231002X", // no such day
    "name, 张", // nothing would be hidden
    "name, Zhang San", // another script
    "name, 张三1",
    "name, ·张三",
    "name, 张三·",
    "name, 张··三",
    "name, 张•三", // U+2022 is not U+00B7
    "phone, 1801234199",
    "phone, 180123419999",
    "phone, 28012341999",
    "phone, +8618012341999",
    "phone, 010-12345678",
    "card, 123456789",
    "card, 6222 0212 3456 7890",
    "address, 景山前街4号",
    "address, 花园小区3号",
    "address, No. 4 Jingshan Front Street",
    "plate, 京I12345", // no I in plates
    "plate, 京A1234",
    "plate, A12345",
    "vin, LSVAA4182E212345", // 16 characters
    "vin, LSVAA4182E2I23456", // no I in identification numbers
    "date-year, 1949-02-30",
    "date-year, 1949/12/31",
    "date-year, 1949",
    "organisation-id, 91350100M000100Y44",
    "organisation-id, 91350100M000100I43",
    "mail, zhang.san",
    "mail, zhang@localhost",
    "mail, a@b@example.com",
    "withheld, anything"
  })
  void withholds_what_does_not_have_the_expected_shape(String mask, String value) {
    assertThat(masked(mask, value)).isInstanceOf(Masked.Withheld.class);
  }

  @Test
  void no_mask_throws_or_leaks_on_odd_values() {
    List<String> odd =
        List.of(
            "",
            " ",
            "\n",
            "\0",
            "\uD800",
            "张\uD800",
            "﷽",
            "*",
            "a".repeat(100_000),
            "张".repeat(51));
    for (Mask mask : Mask.all().values()) {
      for (String value : odd) {
        Masked masked = mask.apply(value);
        if (mask != Mask.NONE) {
          assertThat(masked).as(mask + " of " + value.length()).isInstanceOf(Masked.Withheld.class);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"id-number", "phone", "card", "vin", "plate"})
  void a_line_break_at_the_end_does_not_pass(String mask) {
    assertThat(masked(mask, "11010519491231002X\n")).isInstanceOf(Masked.Withheld.class);
    assertThat(masked(mask, "18012341999\n")).isInstanceOf(Masked.Withheld.class);
    assertThat(masked(mask, "LSVAA4182E2123456\n")).isInstanceOf(Masked.Withheld.class);
  }

  @Test
  void the_reason_for_withholding_never_contains_the_value() {
    for (Mask mask : Mask.all().values()) {
      if (mask.apply("秘密9") instanceof Masked.Withheld withheld) {
        assertThat(withheld.reason().zh() + withheld.reason().en()).doesNotContain("秘密9");
      }
    }
  }

  private static Masked masked(String mask, String value) {
    return Mask.of(mask).orElseThrow().apply(value);
  }
}
