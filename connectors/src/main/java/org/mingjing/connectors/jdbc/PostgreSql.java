package org.mingjing.connectors.jdbc;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.mingjing.connectors.Told;

/**
 * PostgreSQL 13 or newer. Name and time limit of a call are set before its statement, in one round
 * trip, so that nothing of the call before remains.
 */
record PostgreSql() implements Dialect {
  private static final String TELL =
      "select set_config('application_name', ?, false), set_config('statement_timeout', ?, false)";

  /** PostgreSQL cuts longer names off (NAMEDATALEN). */
  private static final int LONGEST_NAME = 63;

  @Override
  public void configure(HikariConfig pool) {
    // Read-only by the session, and not only in transactions, of which a single SELECT is none.
    pool.addDataSourceProperty("readOnlyMode", "always");
    pool.addDataSourceProperty("ApplicationName", "mingjing");
    pool.addDataSourceProperty("connectTimeout", "2");
    pool.addDataSourceProperty("loginTimeout", "5");
    pool.addDataSourceProperty("cancelSignalTimeout", "2");
  }

  @Override
  public String quoted(String identifier) {
    return '"' + identifier + '"';
  }

  @Override
  public String condition(String quotedKey) {
    return quotedKey + " = ?";
  }

  @Override
  public int keys() {
    return 1;
  }

  @Override
  public String statement(String select, Told told, int limitMillis) {
    return select;
  }

  @Override
  public void tell(Connection connection, Told told, int limitMillis) throws SQLException {
    try (PreparedStatement tell = connection.prepareStatement(TELL)) {
      tell.setString(1, applicationName(told));
      tell.setString(2, Integer.toString(limitMillis));
      tell.executeQuery().close();
    }
  }

  /** The call's id first: it is what both sides reconcile by, and must not be cut off. */
  static String applicationName(Told told) {
    String name = "mingjing/" + told.callId() + "/" + told.requester();
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }
}
