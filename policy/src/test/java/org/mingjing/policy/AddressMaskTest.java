package org.mingjing.policy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses: the divisions at the beginning stay. An empty middle column: withheld. */
class AddressMaskTest {

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          北京市东城区景山前街4号 | 北京市东城区**** | a municipality and its district
          北京市东城区 | 北京市东城区 | nothing follows
          重庆市秀山土家族苗族自治县中和街道 | 重庆市秀山土家族苗族自治县**** | an autonomous county
          广西壮族自治区南宁市西乡塘区大学东路100号 | 广西壮族自治区南宁市西乡塘区**** | 乡 inside a district's name
          内蒙古自治区锡林郭勒盟正蓝旗上都镇 | 内蒙古自治区锡林郭勒盟正蓝旗**** | league and banner
          内蒙古自治区呼伦贝尔市鄂温克族自治旗巴彦托海镇 | 内蒙古自治区呼伦贝尔市鄂温克族自治旗**** | an autonomous banner
          吉林省延边朝鲜族自治州延吉市河南街 | 吉林省延边朝鲜族自治州延吉市**** | an autonomous prefecture
          吉林省吉林市昌邑区解放路 | 吉林省吉林市昌邑区**** | province and prefecture of one name
          黑龙江省哈尔滨市道里区中央大街1号 | 黑龙江省哈尔滨市道里区**** | a district that begins like a road
          江西省景德镇市昌江区瓷都大道1号 | 江西省景德镇市昌江区**** | a prefecture that ends like a town
          河南省新乡市红旗区平原路1号 | 河南省新乡市红旗区**** | 乡 and 旗 inside names
          河北省张家口市下花园区中心路 | 河北省张家口市下花园区**** | a district that ends like an estate
          西藏自治区阿里地区普兰县某路2号 | 西藏自治区阿里地区普兰县**** | a prefecture that is 地区
          山西省晋城市城区凤台街 | 山西省晋城市城区**** | a district called 城区
          山东省枣庄市市中区解放路 | 山东省枣庄市市中区**** | a district that begins with 市
          贵州省六盘水市六枝特区平寨 | 贵州省六盘水市六枝特区**** | a special district
          湖北省神农架林区松柏镇 | 湖北省神农架林区**** | a forest district straight under its province
          湖北省仙桃市沙嘴街道 | 湖北省仙桃市**** | a county-level city straight under its province
          江苏省昆山市玉山镇花园小区3号 | 江苏省昆山市**** | the prefecture left out
          昆山市玉山镇花园小区3号 | 昆山市**** | a county-level city by itself
          南宁市西乡塘区大学东路 | 南宁市西乡塘区**** | the province left out
          广西南宁市西乡塘区大学东路 | 广西南宁市西乡塘区**** | the province shortened
          内蒙古锡林郭勒盟正蓝旗上都镇 | 内蒙古锡林郭勒盟正蓝旗**** | the province shortened
          新疆乌鲁木齐市天山区光明路 | 新疆乌鲁木齐市天山区**** | the province shortened
          北京东城区景山前街4号 | 北京东城区**** | the municipality shortened
          上海市浦东新区世纪大道1号 | 上海市浦东新区**** | a 新区 that is a district
          上海市静安花园小区5号 | 上海市**** | an estate, not the district it is called after
          北京市开发区路5号 | 北京市**** | a road name with 区 and no district
          上海市特区路6号 | 上海市**** | a road name with 区 and no district
          上海市静安区新区路5号 | 上海市静安区**** | a road name with 区 behind the district
          北京市朝阳区北路5号 | 北京市朝阳区**** | a road called after a district is cut to the district
          江苏省苏州市苏州工业园区星湖街 | 江苏省苏州市**** | a development zone is no division
          广东省东莞市厚街镇康乐路 | 广东省东莞市**** | a prefecture without districts
          海南省儋州市那大镇 | 海南省儋州市**** | a prefecture without districts
          北京市崇文区磁器口 | 北京市**** | a district that is no more
          江苏省南京市东城区某路 | 江苏省南京市**** | a district of another place
          北京市 东城区景山前街 | 北京市**** | a space before the district: less stays
          北京市\u200B东城区景山前街 | 北京市**** | an unseen character: less stays
          北京市东\u0301城区景山前街 | 北京市**** | a combining mark: less stays
          台湾省台北市信义区 | 台湾省**** | no list of its parts
          香港特别行政区中环 | 香港特别行政区**** | no list of its parts
          北京市东城区**** | 北京市东城区**** | masked already
          景山前街4号 | | no division
          东城区景山前街4号 | | a district names no one place
          和县路5号 | | a road called after a county
          海南路5号 | | a road called after a province
          北京路5号 | | a road called after a city
          花园小区3号 | | an estate
          张三 北京市东城区 | | something before the address
          ' 北京市东城区景山前街4号' | | a space in front
          \u200E北京市东城区景山前街4号 | | a bidi mark in front
          北　京市东城区 | | a space inside the first name
          北京巿东城区 | | 巿 (U+5DFF) only looks like 市
          No. 4 Jingshan Front Street | | another script
          **** | | masked entirely
          """)
  void keeps_the_divisions_alone(String address, @Nullable String kept, String why) {
    Masks.check(Mask.ADDRESS, address, kept);
  }

  @Test
  void an_address_of_more_than_200_characters_is_withheld() {
    String address = "北京市东城区";
    Masks.check(Mask.ADDRESS, address + "路".repeat(194), address + "****");
    Masks.check(Mask.ADDRESS, address + "路".repeat(195), null);
  }
}
