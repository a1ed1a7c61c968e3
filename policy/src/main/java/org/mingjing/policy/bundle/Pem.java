package org.mingjing.policy.bundle;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys in files: one PEM block (RFC 7468) and nothing beside it. */
final class Pem {

  private static final int MAX_CHARACTERS = 8192;

  private Pem() {}

  /**
   * What the block with that label holds.
   *
   * @throws BundleRefused if the text is anything else
   */
  static byte[] der(String text, String label) {
    Pattern block =
        Pattern.compile(
            "-----BEGIN " + label + "-----\\R((?:[A-Za-z0-9+/=]+\\R)+)-----END " + label + "-----");
    if (text.length() <= MAX_CHARACTERS) {
      Matcher matcher = block.matcher(text.strip());
      if (matcher.matches()) {
        try {
          return Base64.getDecoder().decode(matcher.group(1).replaceAll("\\R", ""));
        } catch (IllegalArgumentException e) {
          // said below: it is no PEM
        }
      }
    }
    throw new BundleRefused(
        "key-not-pem",
        "密钥文件应恰好含有一个 PEM 块 " + label + "；请用 ./mingjing policy bundle key 生成",
        "a key file holds exactly one PEM block "
            + label
            + "; make one with ./mingjing policy bundle key");
  }
}
