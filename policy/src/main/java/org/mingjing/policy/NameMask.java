package org.mingjing.policy;

import java.lang.Character.UnicodeScript;
import java.util.Optional;
import java.util.Set;

/**
 * Names in Han characters: 张三 → 张*, 欧阳修文 → 欧阳**, 买买提·艾力 → 买**·**. Characters beyond the basic plane
 * count as one (GB 18030-2022). Names in other scripts are not recognised.
 */
final class NameMask {

  /** GB 18030-2022 and the household register allow names of this many characters. */
  private static final int MAX_LENGTH = 50;

  /** The one dot of names; its look-alikes are mistakes that the register should mend. */
  private static final int DOT = 0xB7;

  /** 〇 is written in names and is a number to Unicode. */
  private static final int ZERO = 0x3007;

  /**
   * First those that the Ministry of Public Security counts (《二〇二〇年全国姓名报告》), then those of the Song
   * text 百家姓. Left out of the latter are 谷梁 宗政 单于 乐正 梁丘 左丘 段干, which read as well as a single
   * surname and the beginning of a given name: of 乐正平, 乐** leaves less than 乐正*.
   */
  private static final Set<String> COMPOUND_SURNAMES =
      Set.of(
          "欧阳", "上官", "皇甫", "令狐", "诸葛", "司徒", "司马", "申屠", "夏侯", "贺兰", "完颜", "慕容", "尉迟", "长孙", //
          "万俟", "闻人", "东方", "赫连", "公羊", "澹台", "公冶", "濮阳", "淳于", "太叔", "公孙", "仲孙", "轩辕", "钟离", "宇文",
          "鲜于", "闾丘", "司空", "亓官", "司寇", "子车", "颛孙", "端木", "巫马", "公西", "漆雕", "壤驷", "公良", "拓跋", "夹谷",
          "宰父", "百里", "东郭", "南门", "呼延", "羊舌", "微生", "东门", "西门", "南宫", "第五");

  private NameMask() {}

  static Optional<String> apply(String name) {
    int[] points = name.codePoints().toArray();
    if (points.length < 2 || points.length > MAX_LENGTH || !wellFormed(points)) {
      return Optional.empty();
    }
    int kept = surnameLength(name, points);
    StringBuilder masked = new StringBuilder(name.length());
    for (int i = 0; i < points.length; i++) {
      masked.appendCodePoint(i < kept || points[i] == DOT ? points[i] : '*');
    }
    return Optional.of(masked.toString());
  }

  /**
   * A compound surname is kept whole only where a given name follows it. Names with a dot begin
   * with a given name.
   */
  private static int surnameLength(String name, int[] points) {
    boolean compound =
        points.length > 2
            && name.indexOf(DOT) < 0
            && COMPOUND_SURNAMES.contains(new String(points, 0, 2));
    return compound ? 2 : 1;
  }

  private static boolean wellFormed(int[] points) {
    for (int i = 0; i < points.length; i++) {
      boolean dotInside =
          points[i] == DOT && i > 0 && i < points.length - 1 && points[i - 1] != DOT;
      if (!dotInside && !character(points[i])) {
        return false;
      }
    }
    return true;
  }

  /** Radicals, which look like characters, and the repetition mark are none. */
  private static boolean character(int point) {
    return UnicodeScript.of(point) == UnicodeScript.HAN
        && (point == ZERO || Character.getType(point) == Character.OTHER_LETTER);
  }
}
