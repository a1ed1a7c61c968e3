package org.mingjing.policy;

/** Something in a document that loads, but that people should know; line and column from 1. */
public record Notice(String file, int line, int column, String code, Text message) {

  @Override
  public String toString() {
    return file + ":" + line + ":" + column + " " + code + ": " + message.en();
  }
}
