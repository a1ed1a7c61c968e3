package org.mingjing.ledger.log;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.mingjing.ledger.merkle.Leaves;

/** Entries as the exchange makes them, each with its own id, salt and body. */
final class TestEntries {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant AT = Instant.parse("2026-03-01T08:00:00.123Z");

  private TestEntries() {}

  static NewEntry plain() {
    return entry(Optional.empty());
  }

  static NewEntry opening(UUID call) {
    return entry(Optional.of(new Turn(call, Turn.OPENING)));
  }

  /** An opening of a call of its own, counted against quotas. */
  static NewEntry charged(Charge... charges) {
    return charged(UUID.randomUUID(), charges);
  }

  static NewEntry charged(UUID call, Charge... charges) {
    NewEntry plain = opening(call);
    return new NewEntry(
        plain.id(),
        plain.kind(),
        plain.at(),
        plain.turn(),
        plain.due(),
        plain.tag(),
        plain.salt(),
        plain.body(),
        List.of(charges));
  }

  static NewEntry ending(UUID call) {
    return entry(Optional.of(new Turn(call, Turn.ENDING)));
  }

  private static NewEntry entry(Optional<Turn> turn) {
    UUID id = UUID.randomUUID();
    return new NewEntry(
        id,
        1,
        AT,
        turn,
        Optional.empty(),
        Optional.empty(),
        salt(),
        "{\"id\":\"%s\"}".formatted(id).getBytes(StandardCharsets.UTF_8));
  }

  static byte[] salt() {
    byte[] salt = new byte[Leaves.SALT_BYTES];
    RANDOM.nextBytes(salt);
    return salt;
  }
}
