package org.mingjing.policy;

import java.util.Map;
import java.util.Optional;

/** Rank of a legal instrument. */
public enum InstrumentRank {
  LAW(true),
  REGULATION(true),
  STATE_COUNCIL(true),
  TREATY(false),
  PARTY_STATE(false),
  OTHER(false);

  private static final Map<String, InstrumentRank> INDEX =
      Wire.index(values(), InstrumentRank::wireName);

  private final boolean mayProhibit;

  InstrumentRank(boolean mayProhibit) {
    this.mayProhibit = mayProhibit;
  }

  /** Decree 809 art. 14, 15: only a law, administrative regulation or State Council decision. */
  public boolean mayProhibit() {
    return mayProhibit;
  }

  public String wireName() {
    return Wire.hyphenated(this);
  }

  public static Optional<InstrumentRank> of(String wireName) {
    return Wire.find(INDEX, wireName);
  }
}
