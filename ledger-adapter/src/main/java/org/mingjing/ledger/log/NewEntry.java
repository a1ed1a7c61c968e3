package org.mingjing.ledger.log;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.mingjing.ledger.merkle.Leaves;

/**
 * An entry that is to be appended. The arrays are handed over: nobody changes them any more.
 *
 * <p>It holds nothing that PostgreSQL could refuse, since one bad entry would keep back the whole
 * group commit that it is in.
 *
 * @param id the entry's own UUIDv7
 * @param kind a small number for the kind of entry, 0 to 32767; the log only stores it
 * @param at when it happened, in the years 1970 to 9999, milliseconds kept
 * @param turn the story it belongs to; the log holds at most one entry for each turn
 * @param due for an opening turn: from when (by the database's clock) somebody else may take the
 *     closing turn
 * @param tag the keyed tag of the data subject, for searching; at most 64 bytes
 * @param salt 32 random bytes that nobody else has seen
 * @param body the canonical JSON (RFC 8785) of the entry; at most 1 MiB
 * @param charges the quotas that it is counted against, at most 16, each key once
 */
public record NewEntry(
    UUID id,
    int kind,
    Instant at,
    Optional<Turn> turn,
    Optional<Instant> due,
    Optional<byte[]> tag,
    byte[] salt,
    byte[] body,
    List<Charge> charges) {
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
  private static final int MAX_TAG_BYTES = 64;
  private static final int MAX_BODY_BYTES = 1 << 20;
  private static final int MAX_CHARGES = 16;

  public NewEntry {
    if (kind < 0 || kind > Short.MAX_VALUE) {
      throw new IllegalArgumentException("a kind is 0 to 32767, not " + kind);
    }
    requireStorable(at);
    due.ifPresent(NewEntry::requireStorable);
    if (tag.isPresent() && tag.get().length > MAX_TAG_BYTES) {
      throw new IllegalArgumentException("a tag has at most 64 bytes, not " + tag.get().length);
    }
    if (salt.length != Leaves.SALT_BYTES) {
      throw new IllegalArgumentException("a salt has 32 bytes, not " + salt.length);
    }
    if (body.length > MAX_BODY_BYTES) {
      throw new IllegalArgumentException("a body has at most 1 MiB, not " + body.length + " bytes");
    }
    charges = List.copyOf(charges);
    requireDistinct(charges);
  }

  /** An entry that no quota counts. */
  public NewEntry(
      UUID id,
      int kind,
      Instant at,
      Optional<Turn> turn,
      Optional<Instant> due,
      Optional<byte[]> tag,
      byte[] salt,
      byte[] body) {
    this(id, kind, at, turn, due, tag, salt, body, List.of());
  }

  private static void requireDistinct(List<Charge> charges) {
    if (charges.size() > MAX_CHARGES) {
      throw new IllegalArgumentException("an entry has at most 16 charges, not " + charges.size());
    }
    if (charges.stream().map(Charge::key).distinct().count() < charges.size()) {
      throw new IllegalArgumentException("an entry is charged to a quota once: " + charges);
    }
  }

  private static void requireStorable(Instant time) {
    if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
      throw new IllegalArgumentException("a time lies in the years 1970 to 9999: " + time);
    }
  }
}
