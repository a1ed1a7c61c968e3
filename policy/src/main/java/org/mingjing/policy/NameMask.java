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

  private static final int DOT = 0xB7;

  private static final Set<String> COMPOUND_SURNAMES =
      Set.of(
          "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛", "尉迟", "公羊", "赫连",
          "澹台", "皇甫", "宗政", "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容", "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于",
          "司空", "闾丘", "子车", "亓官", "司寇", "巫马", "公西", "颛孙", "壤驷", "公良", "漆雕", "乐正", "宰父", "谷梁", "拓跋",
          "夹谷", "轩辕", "令狐", "段干", "百里", "呼延", "东郭", "南门", "羊舌", "微生", "梁丘", "左丘", "东门", "西门", "第五",
          "纳兰", "完颜");

  private NameMask() {}

  static Optional<String> apply(String name) {
    int[] points = name.codePoints().toArray();
    if (points.length < 2 || points.length > MAX_LENGTH || !wellFormed(points)) {
      return Optional.empty();
    }
    int kept = surnameLength(points);
    StringBuilder masked = new StringBuilder(name.length());
    for (int i = 0; i < points.length; i++) {
      masked.appendCodePoint(i < kept || points[i] == DOT ? points[i] : '*');
    }
    return Optional.of(masked.toString());
  }

  /** A compound surname is kept whole only where a given name follows it. */
  private static int surnameLength(int[] points) {
    boolean compound = points.length > 2 && COMPOUND_SURNAMES.contains(new String(points, 0, 2));
    return compound ? 2 : 1;
  }

  private static boolean wellFormed(int[] points) {
    for (int i = 0; i < points.length; i++) {
      boolean dotInside =
          points[i] == DOT && i > 0 && i < points.length - 1 && points[i - 1] != DOT;
      if (!dotInside && UnicodeScript.of(points[i]) != UnicodeScript.HAN) {
        return false;
      }
    }
    return true;
  }
}
