package org.mingjing.notary;

/**
 * This organisation's configuration is not usable; the message says where and why, in both
 * languages.
 */
final class Unconfigured extends RuntimeException {
  private static final long serialVersionUID = 1;

  Unconfigured(String zh, String en) {
    super(zh + " / " + en);
  }

  static Unconfigured at(String file, int line, String zh, String en) {
    return new Unconfigured(
        "%s 第 %d 行：%s".formatted(file, line, zh), "%s, line %d: %s".formatted(file, line, en));
  }
}
