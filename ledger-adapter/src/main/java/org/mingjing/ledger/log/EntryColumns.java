package org.mingjing.ledger.log;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/**
 * The entries of a batch, column by column; a value that an entry has not is null, as JDBC wants
 * it.
 */
@NullUnmarked
final class EntryColumns {
  final UUID[] ids;
  final Short[] kinds;
  final Long[] ats;
  final UUID[] turnsOf;
  final Short[] turns;
  final Long[] dues;
  final byte[][] tags;
  final byte[][] salts;
  final byte[][] bodies;

  EntryColumns(List<NewEntry> entries) {
    int count = entries.size();
    ids = new UUID[count];
    kinds = new Short[count];
    ats = new Long[count];
    turnsOf = new UUID[count];
    turns = new Short[count];
    dues = new Long[count];
    tags = new byte[count][];
    salts = new byte[count][];
    bodies = new byte[count][];
    for (int i = 0; i < count; i++) {
      fill(i, entries.get(i));
    }
  }

  private void fill(int i, NewEntry entry) {
    ids[i] = entry.id();
    kinds[i] = (short) entry.kind();
    ats[i] = entry.at().toEpochMilli();
    turnsOf[i] = entry.turn().map(Turn::of).orElse(null);
    turns[i] = entry.turn().map(turn -> (short) turn.number()).orElse(null);
    dues[i] = entry.due().map(Instant::toEpochMilli).orElse(null);
    tags[i] = entry.tag().orElse(null);
    salts[i] = entry.salt();
    bodies[i] = entry.body();
  }
}
