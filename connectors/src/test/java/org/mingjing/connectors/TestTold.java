package org.mingjing.connectors;

import java.util.Optional;

/** What the tests tell providers. */
public final class TestTold {
  /** A call id of the usual length. */
  public static final String CALL_ID = "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000";

  private TestTold() {}

  /** A call with everything told. */
  public static Told told() {
    return new Told(CALL_ID, "MCA", "social-assistance", Optional.of("G-2026-0001"));
  }
}
