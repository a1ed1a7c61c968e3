package org.mingjing.exchange.stewardship;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/** Of all nodes of an exchange, one at a time works on what is live. */
final class OneAtATime {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long LOCK = 0x6d6a706f6c696379L; // "mjpolicy"

  /** Work on a connection that holds the lock. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private final DataSource database;

  OneAtATime(DataSource database) {
    this.database = database;
  }

  /** One node at a time; who does not come to it in time fails, and may try again. */
  <T> T work(Work<T> work) throws SQLException {
    try (Connection connection = database.getConnection()) {
      set(connection, "set lock_timeout = " + PATIENCE.toMillis());
      try {
        advisory(connection, "select pg_advisory_lock(?)");
      } finally {
        set(connection, "reset lock_timeout");
      }
      try {
        return work.on(connection);
      } finally {
        advisory(connection, "select pg_advisory_unlock(?)");
      }
    }
  }

  private static void set(Connection connection, String setting) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(setting);
    }
  }

  private static void advisory(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, LOCK);
      statement.execute();
    }
  }
}
