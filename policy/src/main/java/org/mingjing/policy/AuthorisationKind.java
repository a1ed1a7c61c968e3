package org.mingjing.policy;

import java.util.Map;
import java.util.Optional;

/** What the law asks besides the grant. */
public enum AuthorisationKind {
  /** The requester's own statutory duty; nothing is added to the call. */
  STATUTORY_DUTY("法定职责", "a statutory duty"),
  /** The person's separate consent (PIPL art. 29). */
  SEPARATE("个人单独同意", "the person's separate consent"),
  /** The person's or enterprise's written authorisation. */
  WRITTEN("书面授权", "a written authorisation"),
  /** A guardian's consent (PIPL art. 31). */
  GUARDIAN("监护人同意", "a guardian's consent");

  private static final Map<String, AuthorisationKind> INDEX =
      Wire.index(values(), AuthorisationKind::wireName);

  private final String zh;
  private final String en;

  AuthorisationKind(String zh, String en) {
    this.zh = zh;
    this.en = en;
  }

  public Text text() {
    return new Text(zh, en);
  }

  public String wireName() {
    return Wire.hyphenated(this);
  }

  public static Optional<AuthorisationKind> of(String wireName) {
    return Wire.find(INDEX, wireName);
  }
}
