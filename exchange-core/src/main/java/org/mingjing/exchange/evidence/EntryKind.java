package org.mingjing.exchange.evidence;

import java.util.Optional;

/** The kinds of entry. The numbers stand in the database and are never given to another kind. */
public enum EntryKind {
  CALL_OPENED(1, "call.opened"),
  CALL_CLOSED(2, "call.closed"),
  CALL_REFUSED(3, "call.refused"),
  DECISION_GIVEN(4, "decision.given"),
  POLICY_PUBLISHED(10, "policy.published"),
  GRANT_CHANGED(11, "grant.changed"),
  CLIENT_CHANGED(15, "client.changed"),
  KEY_ROTATED(17, "key.rotated"),
  AUDIT_READ(20, "audit.read");

  private final int number;
  private final String wireName;

  EntryKind(int number, String wireName) {
    this.number = number;
    this.wireName = wireName;
  }

  /** The kind of that number, if there is one. */
  public static Optional<EntryKind> of(int number) {
    for (EntryKind kind : values()) {
      if (kind.number == number) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  public int number() {
    return number;
  }

  public String wireName() {
    return wireName;
  }
}
