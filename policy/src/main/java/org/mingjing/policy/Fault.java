package org.mingjing.policy;

import java.util.List;

/**
 * Something in a document that has to be mended before it can be loaded; line and column from 1.
 */
public record Fault(String file, int line, int column, String code, Text message) {

  /** The message with its place and code. */
  public Text placed() {
    String place = file + ":" + line + ":" + column + " " + code;
    return new Text(place + "：" + message.zh(), place + ": " + message.en());
  }

  /** A heading, and under it every fault on a line of its own. */
  public static Text listed(Text heading, List<Fault> faults) {
    StringBuilder zh = new StringBuilder(heading.zh());
    StringBuilder en = new StringBuilder(heading.en());
    faults.forEach(fault -> {
      zh.append("\n  ").append(fault.placed().zh());
      en.append("\n  ").append(fault.placed().en());
    });
    return new Text(zh.toString(), en.toString());
  }

  @Override
  public String toString() {
    return placed().en();
  }
}
