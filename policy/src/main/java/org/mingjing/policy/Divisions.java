package org.mingjing.policy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The divisions of China as addresses name them, from {@code divisions.txt}: province, prefecture,
 * county. Names that are not on the list, retired ones included, are not recognised.
 */
final class Divisions {

  private static final String LIST = "divisions.txt";
  private static final List<String> KINDS_OF_PROVINCE =
      List.of("特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市");

  /** A division with the divisions that may follow its name in an address. */
  private record Division(Map<String, Division> parts) {
    static Division empty() {
      return new Division(new HashMap<>());
    }

    Division part(String name) {
      return parts.computeIfAbsent(name, _ -> empty());
    }
  }

  private final Division country = Division.empty();

  /** 广西 for 广西壮族自治区; it counts only where a division follows, since it begins road names too. */
  private final Division shortened = Division.empty();

  private int longest;

  private Divisions() {}

  /** Reads the list, which is part of this library. */
  static Divisions read() {
    Divisions divisions = new Divisions();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Divisions.class.getResourceAsStream(LIST), LIST),
                StandardCharsets.UTF_8))) {
      lines.lines().filter(line -> !line.startsWith("#")).forEach(divisions::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return divisions;
  }

  private void add(String line) {
    String[] parts = line.split("\\|", -1);
    Division province = country.part(parts[0]);
    shortened.parts.put(shortened(parts[0]), province);
    List<Division> above = new ArrayList<>(List.of(province));
    if (!parts[1].isEmpty()) {
      above.add(province.part(parts[1]));
      country.parts.put(parts[1], province.part(parts[1]));
    }
    for (String county : parts[2].split(" ", -1)) {
      if (!county.isEmpty()) {
        above.forEach(division -> division.part(county));
        longest = Math.max(longest, county.length());
        cityByItself(county);
      }
    }
    longest = Math.max(longest, Math.max(parts[0].length(), parts[1].length()));
  }

  /** A city may begin an address; a district names no one place, and a county begins road names. */
  private void cityByItself(String county) {
    if (county.endsWith("市")) {
      country.part(county);
    }
  }

  private static String shortened(String province) {
    return KINDS_OF_PROVINCE.stream()
        .filter(province::endsWith)
        .findFirst()
        .map(kind -> province.substring(0, province.length() - kind.length()))
        .orElse(province);
  }

  /** How many characters at the beginning of an address are names of divisions; 0: none. */
  int named(String address) {
    int full = follow(country, address, 0);
    if (full > 0) {
      return full;
    }
    int name = longestName(shortened, address, 0);
    Division province = shortened.parts.get(address.substring(0, name));
    int end = province == null ? 0 : follow(province, address, name);
    return end > name ? end : 0;
  }

  private int follow(Division from, String address, int start) {
    int end = start;
    Division division = from;
    while (division != null) {
      int length = longestName(division, address, end);
      division = division.parts.get(address.substring(end, end + length));
      end += length;
    }
    return end;
  }

  private int longestName(Division division, String address, int start) {
    for (int length = Math.min(longest, address.length() - start); length > 0; length--) {
      if (division.parts.containsKey(address.substring(start, start + length))) {
        return length;
      }
    }
    return 0;
  }
}
