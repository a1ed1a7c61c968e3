package org.mingjing.policy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses down to the district: 北京市东城区景山前街4号 → 北京市东城区****. An address is recognised by its
 * province or prefecture; whatever follows the district (区, 县, 旗, county-level 市) is cut. Where no
 * district is recognised, more is cut, never less.
 */
final class AddressMask {

  private static final int MAX_LENGTH = 200;

  /** A Han character that is neither a unit of division nor a part of a street. */
  private static final String PLAIN = "(?:[\\p{IsHan}&&[^省市区县旗盟镇乡村街道路巷弄号栋幢]]|乡(?=[市县宁塘])|旗(?=区))";

  /** A few real places begin with the name of a road or town; one has it in the middle. */
  private static final String PLACE = "(?:景德镇|[路街镇道]?" + PLAIN + "{1,9}?)";

  private static final String PROVINCE = "(?:北京市|天津市|上海市|重庆市|" + PLAIN + "{2,8}?(?:省|自治区|特别行政区))";

  private static final String CITY = PLACE + "(?:市(?![场民政])|自治州|地区|盟)";

  /** 小区, 社区, 园区 and the like are estates, not divisions. */
  private static final String DISTRICT =
      "(?:" + PLACE + "(?:(?<![小社园景校厂院库发])区|县|旗(?![袍舰区])|市(?![场民政])))";

  private static final Pattern ADDRESS =
      Pattern.compile("(" + PROVINCE + ")?(" + CITY + ")?(" + DISTRICT + ")?(.*)", Pattern.DOTALL);

  private AddressMask() {}

  static Optional<String> apply(String address) {
    Matcher parts = ADDRESS.matcher(address);
    if (address.length() > MAX_LENGTH || !parts.matches()) {
      return Optional.empty();
    }
    if (parts.start(1) < 0 && parts.start(2) < 0) {
      return Optional.empty();
    }
    String rest = parts.group(4);
    String kept = address.substring(0, address.length() - rest.length());
    return Optional.of(rest.isEmpty() ? kept : kept + "****");
  }
}
