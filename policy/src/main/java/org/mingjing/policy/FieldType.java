package org.mingjing.policy;

import java.util.Map;
import java.util.Optional;

/** Type of a field's value. */
public enum FieldType {
  STRING,
  INTEGER,
  DECIMAL,
  BOOLEAN,
  DATE,
  PERSON_ID,
  ORGANISATION_ID;

  private static final Map<String, FieldType> INDEX = Wire.index(values(), FieldType::wireName);

  public String wireName() {
    return Wire.hyphenated(this);
  }

  public static Optional<FieldType> of(String wireName) {
    return Wire.find(INDEX, wireName);
  }
}
