package org.mingjing.policy;

import java.util.Map;
import java.util.Optional;

/** Class of a category after GB/T 43697: four general levels, important data, core data. */
public enum Level {
  L1("L1"),
  L2("L2"),
  L3("L3"),
  L4("L4"),
  IMPORTANT("important"),
  CORE("core");

  private static final Map<String, Level> INDEX = Wire.index(values(), Level::wireName);

  private final String wireName;

  Level(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  public static Optional<Level> of(String wireName) {
    return Wire.find(INDEX, wireName);
  }
}
