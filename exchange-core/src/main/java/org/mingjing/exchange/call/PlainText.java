package org.mingjing.exchange.call;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Brings the ways in which one text is written to one: for comparing, never for showing.
 *
 * <p>Width, compatibility ideographs and composed letters by NFKC (Unicode Standard Annex 15); case
 * by its folding. Ideographs that GB 18030-2005 had in Unicode's private use area, and GB
 * 18030-2022 or Unicode have since given a place, are taken for the same: registers of names still
 * hold both.
 */
final class PlainText {
  /** Spaces, dashes, low lines and middle dots, also one typed as a full stop within a name. */
  private static final Pattern SEPARATORS =
      Pattern.compile("[\\p{Z}\\p{Pd}\\p{Pc}\\s·•・‧∙⋅]+|(?<=\\p{IsHan})\\.(?=\\p{IsHan})");

  private static final Map<Integer, Integer> MOVED =
      Map.ofEntries(
          Map.entry(0xE816, 0x20087),
          Map.entry(0xE817, 0x20089),
          Map.entry(0xE818, 0x200CC),
          Map.entry(0xE81E, 0x9FB4),
          Map.entry(0xE826, 0x9FB5),
          Map.entry(0xE82B, 0x9FB6),
          Map.entry(0xE82C, 0x9FB7),
          Map.entry(0xE831, 0x215D7),
          Map.entry(0xE832, 0x9FB8),
          Map.entry(0xE83B, 0x2298F),
          Map.entry(0xE843, 0x9FB9),
          Map.entry(0xE854, 0x9FBA),
          Map.entry(0xE855, 0x241FE),
          Map.entry(0xE864, 0x9FBB));

  private PlainText() {}

  /** Of one width and case, without space around it. */
  static String of(String text) {
    StringBuilder moved = new StringBuilder(text.length());
    text.codePoints().forEach(c -> moved.appendCodePoint(MOVED.getOrDefault(c, c)));
    return Normalizer.normalize(moved, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
  }

  /** The same without separators; a text of nothing else stays what it is. */
  static String joined(String plain) {
    String joined = SEPARATORS.matcher(plain).replaceAll("");
    return joined.isEmpty() ? plain : joined;
  }
}
