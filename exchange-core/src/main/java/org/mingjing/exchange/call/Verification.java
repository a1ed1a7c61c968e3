package org.mingjing.exchange.call;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Optional;
import org.mingjing.policy.Coding;

/**
 * Compares a claim with the truth, alike for width and surrounding space, and in time that does not
 * tell where they differ.
 */
final class Verification {
  static final String YES = "yes";
  static final String NO = "no";

  private Verification() {}

  static String match(String claim, Optional<String> actual) {
    return actual.map(value -> same(claim, value) ? YES : NO).orElse(Coding.UNKNOWN);
  }

  private static boolean same(String claim, String value) {
    return MessageDigest.isEqual(normal(claim), normal(value));
  }

  private static byte[] normal(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .strip()
        .getBytes(StandardCharsets.UTF_8);
  }
}
