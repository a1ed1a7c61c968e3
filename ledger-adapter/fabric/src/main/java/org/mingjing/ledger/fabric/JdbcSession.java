package org.mingjing.ledger.fabric;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.mingjing.ledger.LedgerUnavailable;
import org.mingjing.ledger.log.Connector;

/** One connection, kept and made anew when it fails. What is done with it may be done again. */
final class JdbcSession implements AutoCloseable {
  /** Work in the database that may be repeated without harm. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private final Connector connector;
  private Optional<Connection> kept = Optional.empty();

  JdbcSession(Connector connector) {
    this.connector = connector;
  }

  /**
   * Works; once more on a new connection if the kept one fails.
   *
   * @throws LedgerUnavailable when the database fails
   */
  synchronized <T> T work(Work<T> work) {
    if (kept.isPresent()) {
      try {
        return work.on(kept.get());
      } catch (SQLException e) {
        close();
      }
    }
    try {
      Connection connection = connector.connect();
      kept = Optional.of(connection);
      return work.on(connection);
    } catch (SQLException e) {
      close();
      throw new LedgerUnavailable("the database fails: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      if (kept.isPresent()) {
        kept.get().close();
      }
    } catch (SQLException e) {
      // A connection that cannot be closed is gone.
    }
    kept = Optional.empty();
  }
}
