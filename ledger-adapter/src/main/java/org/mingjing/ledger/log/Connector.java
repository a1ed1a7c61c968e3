package org.mingjing.ledger.log;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Makes a new connection to the log's database, with auto-commit and with time limits on connecting
 * and reading. Straight to PostgreSQL: a pool that changes sessions between transactions would lose
 * the settings that are made on it.
 */
@FunctionalInterface
public interface Connector {
  Connection connect() throws SQLException;
}
