package org.mingjing.bench.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.HdrHistogram.Histogram;
import org.mingjing.ledger.log.NewEntry;
import org.mingjing.ledger.log.Turn;

/**
 * The same rows without a log: one connection, batches of a hundred that the driver rewrites into
 * inserts of many rows, a commit each. No tree, no signature, no waiting callers.
 */
final class Inserts implements Side, AutoCloseable {
  static final int BATCH = 100;

  /** What the driver needs to rewrite, and to prepare at once what it sends again and again. */
  static final String PARAMETERS = "?reWriteBatchedInserts=true&prepareThreshold=1";

  private final Connection connection;
  private final PreparedStatement insert;
  private long index;

  Inserts(DataSource database) throws SQLException {
    connection = database.getConnection();
    connection.setAutoCommit(false);
    insert =
        connection.prepareStatement(
            """
            insert into entry (index, id, kind, at, turn_of, turn, due, tag, salt, body, commitment)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);
  }

  @Override
  public String name() {
    return "inserts";
  }

  @Override
  public Round write(List<Line> lines) throws SQLException {
    Histogram latencies = Round.histogram();
    long began = System.nanoTime();
    for (int from = 0; from < lines.size(); from += BATCH) {
      long before = System.nanoTime();
      for (Line line : lines.subList(from, Math.min(lines.size(), from + BATCH))) {
        bind(line.entry(), line.commitment());
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
      latencies.recordValue(System.nanoTime() - before);
    }
    return new Round(lines.size(), (System.nanoTime() - began) / 1e9, latencies);
  }

  private void bind(NewEntry entry, byte[] commitment) throws SQLException {
    insert.setLong(1, index++);
    insert.setObject(2, entry.id());
    insert.setShort(3, (short) entry.kind());
    insert.setObject(4, time(entry.at()));
    set(5, Types.OTHER, entry.turn().map(Turn::of));
    set(6, Types.SMALLINT, entry.turn().map(Turn::number));
    set(7, Types.TIMESTAMP_WITH_TIMEZONE, entry.due().map(Inserts::time));
    set(8, Types.BINARY, entry.tag());
    insert.setBytes(9, entry.salt());
    insert.setBytes(10, entry.body());
    insert.setBytes(11, commitment);
  }

  private void set(int column, int type, Optional<?> value) throws SQLException {
    if (value.isPresent()) {
      insert.setObject(column, value.get(), type);
    } else {
      insert.setNull(column, type);
    }
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
