package org.mingjing.exchange.operations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * How far the ledger is behind the log, by the database's clock; looked up at most once a second.
 */
final class JdbcUnanchored {
  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();
  private static final String BEHIND =
      """
      with held as (select coalesce(max(size), 0) as size from anchor),
           head as (select coalesce(max(size), 0) as size from log_head)
      select head.size - held.size,
             coalesce((select extract(epoch from clock_timestamp() - at) from entry where index = held.size), 0)
      from held, head
      """;

  private record Behind(double entries, double ageSeconds) {}

  private static final Behind UNKNOWN = new Behind(Double.NaN, Double.NaN);

  private final DataSource database;
  private Behind newest = UNKNOWN;
  private long looked = System.nanoTime() - FRESH_NANOS;

  JdbcUnanchored(DataSource database) {
    this.database = database;
  }

  double entries() {
    return look().entries();
  }

  double ageSeconds() {
    return look().ageSeconds();
  }

  private synchronized Behind look() {
    if (System.nanoTime() - looked >= FRESH_NANOS) {
      newest = query();
      looked = System.nanoTime();
    }
    return newest;
  }

  private Behind query() {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(BEHIND);
        ResultSet rows = query.executeQuery()) {
      return rows.next()
          ? new Behind(Math.max(0, rows.getDouble(1)), Math.max(0, rows.getDouble(2)))
          : UNKNOWN;
    } catch (SQLException e) {
      return UNKNOWN; // a gauge without a value; health says why
    }
  }
}
