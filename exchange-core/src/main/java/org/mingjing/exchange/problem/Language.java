package org.mingjing.exchange.problem;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.policy.Text;

/** The two languages of everything that a person reads; Chinese unless English is asked for. */
public enum Language {
  ZH,
  EN;

  private static final int LONGEST = 200;

  /** Follows an Accept-Language header (RFC 9110 12.5.4). */
  public static Language of(@Nullable String acceptLanguage) {
    if (acceptLanguage == null || acceptLanguage.length() > LONGEST) {
      return ZH;
    }
    try {
      Locale chosen =
          Locale.lookup(
              Locale.LanguageRange.parse(acceptLanguage), List.of(Locale.CHINESE, Locale.ENGLISH));
      return Locale.ENGLISH.equals(chosen) ? EN : ZH;
    } catch (IllegalArgumentException e) {
      return ZH; // an unreadable preference is none
    }
  }

  public String of(Text text) {
    return this == EN ? text.en() : text.zh();
  }

  /** Writes a text in both. */
  public static void both(CanonicalWriter out, Text text) {
    out.beginObject();
    out.name("en").string(text.en());
    out.name("zh").string(text.zh());
    out.endObject();
  }
}
