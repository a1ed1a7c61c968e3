package org.mingjing.policy;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** On what kind of rule an entry of the negative list rests. */
public enum BasisKind {
  CONDITION,
  EXPRESS_BAN,
  PURPOSE_LOCK,
  /** A duty of secrecy alone: loads with the mark {@link Provisos#NEEDS_LEGAL_CONFIRMATION}. */
  SECRECY_DUTY,
  /** State or work secrets, outside the scope of Decree 809 art. 3: never catalogued. */
  SCOPE_EXCLUSION;

  private static final Map<String, BasisKind> INDEX = Wire.index(values(), BasisKind::wireName);

  /** Spelt with underscores, as in the registry. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<BasisKind> of(String wireName) {
    return Wire.find(INDEX, wireName);
  }
}
