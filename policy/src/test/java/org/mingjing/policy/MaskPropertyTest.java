package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is done to a value, a mask withholds it or lets no more through than its shape allows.
 * What is allowed is told here a second time, by position.
 */
class MaskPropertyTest {

  private static final int ROUNDS = 20_000;

  private static final Map<Mask, List<String>> NORMAL =
      Map.ofEntries(
          Map.entry(Mask.ID_NUMBER, List.of("11010519491231002X", "911840198001010013")),
          Map.entry(Mask.ORGANISATION_ID, List.of("91350100M000100Y43", "911100001000000248")),
          Map.entry(Mask.NAME, List.of("张三", "欧阳修文", "买买提·艾山", "𠮷野家", "司马义·买提")),
          Map.entry(Mask.PHONE, List.of("18012341999", "13000000000")),
          Map.entry(Mask.CARD, List.of("6222021234567894", "1234567890", "6222021234567890128")),
          Map.entry(Mask.ADDRESS, List.of("北京市东城区景山前街4号", "广西南宁市西乡塘区大学东路", "昆山市玉山镇")),
          Map.entry(Mask.PLATE, List.of("京A12345", "粤BD12345", "粤Z1234港", "粤B12345D")),
          Map.entry(Mask.VIN, List.of("LSVAA4182E2123456", "1HGCM82633A004352")),
          Map.entry(Mask.MAIL, List.of("zhang.san@example.com", "ab@b.cn")),
          Map.entry(Mask.DATE_YEAR, List.of("1949-12-31", "2000-02-29")));

  /** What is put into values: the usual, and what looks like it, is not seen or is broken. */
  private static final List<String> ODD =
      List.of(
          "0",
          "1",
          "9",
          "X",
          "x",
          "A",
          "I",
          "a",
          "*",
          "-",
          "+",
          ".",
          "@",
          "_",
          "%",
          "/",
          ":",
          " ",
          "张",
          "欧",
          "阳",
          "市",
          "区",
          "县",
          "省",
          "路",
          "号",
          "京",
          "粤",
          "港",
          "警",
          "〇",
          "々",
          "⾦",
          "𠮷",
          "\uDB40\uDD00",
          "·",
          "\u2022",
          "\u30FB",
          "\uFF0E",
          "１",
          "Ａ",
          "\u0661",
          "\u0301",
          "\u200B",
          "\u200D",
          "\u200E",
          "\u202E",
          "\u2066",
          "\u2069",
          "\uFEFF",
          "\u3000",
          "\u00A0",
          "\t",
          "\n",
          "\0",
          "\uD842",
          "\uDFB7",
          "\uE863");

  static Set<Mask> shapes() {
    return NORMAL.keySet();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void a_value_however_changed_is_withheld_or_shows_no_more_than_allowed(Mask mask) {
    long seed = 20260101;
    Random random = new Random(seed);
    List<String> normal = normal(mask);
    int kept = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String value = changed(normal.get(random.nextInt(normal.size())), random);
      Optional<String> left = Masks.kept(mask, value);
      left.ifPresent(shown ->
          assertThat(allowed(mask, value, shown))
              .as("seed %d: %s of <%s> showed <%s>", seed, mask, value, shown)
              .isTrue());
      kept += left.isPresent() ? 1 : 0;
    }
    assertThat(kept).as("%s, seed %d: both must happen", mask, seed).isBetween(100, ROUNDS - 100);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void random_text_is_withheld_or_shows_no_more_than_allowed(Mask mask) {
    long seed = 20260102;
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(25); length > 0; length--) {
        text.append(ODD.get(random.nextInt(ODD.size())));
      }
      String value = text.toString();
      Masks.kept(mask, value)
          .ifPresent(shown ->
              assertThat(allowed(mask, value, shown))
                  .as("seed %d: %s of <%s> showed <%s>", seed, mask, value, shown)
                  .isTrue());
    }
  }

  private static List<String> normal(Mask mask) {
    return NORMAL.getOrDefault(mask, List.of());
  }

  /**
   * None to three changes: a character put in, put in another's place, taken out, or two swapped.
   */
  private static String changed(String value, Random random) {
    StringBuilder text = new StringBuilder(value);
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(text.length());
      String odd = ODD.get(random.nextInt(ODD.size()));
      switch (random.nextInt(4)) {
        case 0 -> text.insert(at, odd);
        case 1 -> text.replace(at, at + 1, odd);
        case 2 -> text.insert(random.nextInt(text.length()), text.charAt(at));
        default -> text.deleteCharAt(at).append(text.isEmpty() ? odd : "");
      }
    }
    return text.toString();
  }

  private static boolean allowed(Mask mask, String value, String shown) {
    if (mask == Mask.ADDRESS) {
      return divisionsAlone(value, shown);
    }
    if (mask == Mask.DATE_YEAR) {
      return shown.matches("[0-9]{4}") && value.startsWith(shown + "-");
    }
    if (mask == Mask.MAIL) {
      String domain = value.substring(value.lastIndexOf('@'));
      return value.length() > domain.length() + 1
          && shown.equals(value.charAt(0) + "****" + domain);
    }
    int[] before = value.codePoints().toArray();
    int[] after = shown.codePoints().toArray();
    boolean alike = before.length == after.length;
    for (int i = 0; alike && i < after.length; i++) {
      alike = after[i] == '*' || (after[i] == before[i] && place(mask, before, i));
    }
    return alike;
  }

  private static boolean place(Mask mask, int[] value, int at) {
    int fromEnd = value.length - 1 - at;
    return switch (mask.name()) {
      case "id-number" -> at < 1 || fromEnd < 1;
      case "organisation-id" -> at < 2 || fromEnd < 2;
      case "phone" -> at < 3 || fromEnd < 4;
      case "card" -> fromEnd < 4;
      case "plate" -> at < 2 || fromEnd < 1;
      case "vin" -> fromEnd >= 6 && at != 8;
      case "name" -> at == 0 || value[at] == 0xB7 || (at == 1 && compound(value));
      default -> false;
    };
  }

  private static boolean compound(int[] name) {
    String text = new String(name, 0, name.length);
    boolean surname = text.startsWith("欧阳") || text.startsWith("司马");
    return surname && name.length > 2 && !text.contains("·");
  }

  /** A beginning of the value that is Han, ends like a division and does not depend on the rest. */
  private static boolean divisionsAlone(String value, String shown) {
    boolean cut = shown.endsWith("****");
    String kept = cut ? shown.substring(0, shown.length() - 4) : shown;
    boolean names = kept.matches("[\\p{IsHan}]{2,40}[省市区县旗盟州]");
    Optional<String> again = Masks.kept(Mask.ADDRESS, kept + "某路9号");
    return names && value.startsWith(kept) && again.equals(Optional.of(kept + "****"));
  }
}
