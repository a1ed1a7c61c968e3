package org.mingjing.demo;

import java.util.List;

/**
 * Names as registers really hold them: one and two character surnames, transcribed names with
 * U+00B7 (up to 50 characters), and characters outside the basic plane (GB 18030-2022).
 */
final class Names {
  private static final String SURNAMES =
      "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金";
  private static final List<String> COMPOUND =
      List.of("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "令狐", "慕容", "司徒");
  private static final String GIVEN_FEMALE = "芳娜敏静丽艳娟霞秀玲桂英燕红春菊兰凤洁梅琳素云莲真环雪荣爱妹";
  private static final String GIVEN_MALE = "伟强磊军洋勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林";
  private static final List<String> RARE =
      List.of(
          "\uD842\uDFB7", // U+20BB7
          "\uD86D\uDDAF", // U+2B5AF
          "\uD872\uDF4E", // U+2CB4E
          "\uD870\uDF5B", // U+2C35B
          "\uD86A\uDE58"); // U+2AA58
  private static final List<String> TRANSCRIBED =
      List.of(
          "阿依古丽", "买买提", "古丽娜尔", "阿不都热合曼", "艾力", "吐尔逊", "迪丽努尔", "玉素甫", "热依汗", "巴特尔", "乌兰图雅", "卡德尔",
          "努尔兰", "沙吾列提", "帕提古丽", "艾尼瓦尔");

  private Names() {}

  /** The name of a person: about 2 % compound surnames, 3 % transcribed, 1 % rare characters. */
  static String person(long choice, boolean male) {
    int kind = (int) (choice % 1_000);
    long rest = choice / 1_000;
    if (kind < 1) {
      return transcribed(rest, 7);
    }
    if (kind < 30) {
      return transcribed(rest, 2);
    }
    if (kind < 50) {
      return COMPOUND.get((int) (rest % COMPOUND.size())) + given(rest / 10, male);
    }
    if (kind < 60) {
      return surname(rest) + RARE.get((int) (rest / 64 % RARE.size()));
    }
    return surname(rest) + given(rest / 64, male);
  }

  /** A given name behind the father's surname, or before his name where that is transcribed. */
  static String child(String father, long choice, boolean male) {
    int dot = father.indexOf('\u00B7');
    if (dot > 0) {
      return transcribed(choice, 1) + "\u00B7" + father.substring(0, dot);
    }
    boolean compound = COMPOUND.stream().anyMatch(father::startsWith);
    return father.substring(0, compound ? 2 : 1) + given(choice, male);
  }

  private static String surname(long choice) {
    return character(SURNAMES, choice);
  }

  private static String given(long choice, boolean male) {
    String characters = male ? GIVEN_MALE : GIVEN_FEMALE;
    String first = character(characters, choice / 4);
    return choice % 4 == 0 ? first : first + character(characters, choice / 256);
  }

  private static String character(String characters, long choice) {
    int at = (int) (choice % characters.length());
    return characters.substring(at, at + 1);
  }

  private static String transcribed(long choice, int parts) {
    StringBuilder name = new StringBuilder();
    long rest = choice;
    for (int i = 0; i < parts; i++) {
      name.append(i == 0 ? "" : "\u00B7");
      name.append(TRANSCRIBED.get((int) (rest % TRANSCRIBED.size())));
      rest /= TRANSCRIBED.size();
    }
    return name.toString();
  }
}
