package org.mingjing.policy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names: the surname stays. An empty middle column: withheld. */
class NameMaskTest {

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          张三        | 张*      | the common form
          张三丰      | 张**     | two characters of a given name
          张李小明    | 张***    | two single surnames: the first stays
          欧阳修      | 欧阳*    | a compound surname stays whole
          欧阳修文    | 欧阳**   | a compound surname stays whole
          司马光      | 司马*    | a compound surname stays whole
          上官婉儿    | 上官**   | a compound surname stays whole
          诸葛亮      | 诸葛*    | a compound surname stays whole
          贺兰敏之    | 贺兰**   | a compound surname stays whole
          第五伦      | 第五*    | a compound surname stays whole
          欧阳        | 欧*      | two characters: something has to go
          乐正平      | 乐**     | reads as 乐 and 正平 too: less stays
          梁丘山      | 梁**     | reads as 梁 and 丘山 too: less stays
          单于民      | 单**     | reads as 单 and 于民 too: less stays
          买买提·艾山 | 买**·**  | a name with the dot of names
          阿·买提     | 阿·**    | one character before the dot
          司马义·买提 | 司**·**  | begins with a given name, no compound surname
          欧阳·买提   | 欧*·**   | the part before the dot would leave whole
          艾·买·提    | 艾·*·*   | two dots
          \uD842\uDFB7野家  | \uD842\uDFB7** | U+20BB7 counts as one
          李\uD842\uDFB7    | 李*      | U+20BB7 counts as one
          \uD87A\uDFE0三    | \uD87A\uDFE0*  | the last character of GB 18030 level 3, U+2EBE0
          \uD840\uDC00三    | \uD840\uDC00*  | the first of the supplementary plane, U+20000
          李〇        | 李*      | the round zero is written in names
          㐀三        | 㐀*      | extension A
          张          |          | nothing would be hidden
          欧阳修1     |          | a digit
          Zhang San   |          | another script: no rule says what may stay
          张San       |          | half another script
          张三(小)    |          | a remark beside the name
          张*         |          | masked already
          ·张三       |          | a dot in front
          张三·       |          | a dot at the end
          张··三      |          | two dots together
          ·           |          | a dot alone
          张 三       |          | a space inside
          张　三      |          | an ideographic space inside
          张々        |          | the repetition mark is no character
          ⾦三        |          | the radical U+2FA6 only looks like U+91D1
          张\u3021    |          | a Hangzhou numeral
          ⿰亻三      |          | a description of a character
          \uE863三    |          | private use, as older codes wrote rare characters
          """)
  void keeps_the_surname_alone(String name, @Nullable String kept, String why) {
    Masks.check(Mask.NAME, name, kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u2022", "\u30FB", ".", "\u2027", "\u22C5", "\uFF0E", "\uFF65", "\u318D", "\u0387",
        "\u2219", "\u16EB", "-", ",", "\u3001"
      })
  void a_look_alike_of_the_dot_of_names_is_withheld(String dot) {
    Masks.check(Mask.NAME, "买买提" + dot + "艾山", null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "\u00A0",
        "\u3000",
        "\t",
        "\n",
        "\u200B",
        "\u200D",
        "\u2060",
        "\uFEFF",
        "\u200E",
        "\u202E",
        "\u2067",
        "\u0301",
        "\u3099",
        "\uFE00",
        "\uDB40\uDD00",
        "\0"
      })
  void a_character_that_is_not_seen_is_withheld_wherever_it_stands(String unseen) {
    Masks.check(Mask.NAME, unseen + "张三", null);
    Masks.check(Mask.NAME, "张" + unseen + "三", null);
    Masks.check(Mask.NAME, "张三" + unseen, null);
  }

  @Test
  void a_name_has_up_to_50_characters_of_either_plane() {
    Masks.check(Mask.NAME, "张".repeat(50), "张" + "*".repeat(49));
    Masks.check(Mask.NAME, "𠮷".repeat(50), "𠮷" + "*".repeat(49));
    Masks.check(Mask.NAME, "张".repeat(51), null);
    Masks.check(Mask.NAME, "𠮷".repeat(51), null);
  }

  @Test
  void half_a_character_is_withheld() {
    Masks.check(Mask.NAME, "张\uD842", null);
    Masks.check(Mask.NAME, "\uDFB7张", null);
  }
}
