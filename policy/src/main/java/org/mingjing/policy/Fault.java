package org.mingjing.policy;

/**
 * Something in a document that has to be mended before it can be loaded; line and column from 1.
 */
public record Fault(String file, int line, int column, String code, Text message) {

  @Override
  public String toString() {
    return file + ":" + line + ":" + column + " " + code + ": " + message.en();
  }
}
