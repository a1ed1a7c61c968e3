package org.mingjing.policy;

import java.util.Map;
import java.util.Optional;

/** Whom a resource is about. */
public enum SubjectType {
  PERSON(FieldType.PERSON_ID),
  ORGANISATION(FieldType.ORGANISATION_ID);

  private static final Map<String, SubjectType> INDEX = Wire.index(values(), SubjectType::wireName);

  private final FieldType keyType;

  SubjectType(FieldType keyType) {
    this.keyType = keyType;
  }

  /** The type that a field must have to be the subject key. */
  public FieldType keyType() {
    return keyType;
  }

  public String wireName() {
    return Wire.hyphenated(this);
  }

  public static Optional<SubjectType> of(String wireName) {
    return Wire.find(INDEX, wireName);
  }
}
