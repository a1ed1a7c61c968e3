package org.mingjing.connectors.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.component.sql.SqlPrepareStatementStrategy;
import org.jspecify.annotations.Nullable;
import org.mingjing.connectors.SourceCall;
import org.mingjing.connectors.Told;

/**
 * Tells the department's database whose call the session serves now, sets the call's time limit,
 * and binds the key. Name and limit are set for every call, in one round trip, so that nothing of
 * the call before remains.
 */
final class TellAndBind implements SqlPrepareStatementStrategy {
  private static final String TELL =
      "select set_config('application_name', ?, false), set_config('statement_timeout', ?, false)";

  /** PostgreSQL cuts longer names off (NAMEDATALEN). */
  private static final int LONGEST_NAME = 63;

  /** How much longer than the server's limit we wait for a server that does not even say so. */
  private static final int GRACE_MILLIS = 500;

  private final int limitMillis;

  TellAndBind(Duration limit) {
    this.limitMillis = Math.toIntExact(limit.toMillis());
  }

  @Override
  public String prepareQuery(String query, boolean allowNamedParameters, Exchange exchange) {
    return query;
  }

  @Override
  public Iterator<?> createPopulateIterator(
      String query, String prepared, int expected, Exchange exchange, @Nullable Object value) {
    return List.of(exchange.getProperty(Ask.CALL, SourceCall.class)).iterator();
  }

  @Override
  public void populateStatement(PreparedStatement statement, Iterator<?> values, int expected)
      throws SQLException {
    SourceCall call = (SourceCall) values.next();
    Connection connection = statement.getConnection();
    connection.setNetworkTimeout(Runnable::run, limitMillis + GRACE_MILLIS);
    try (PreparedStatement tell = connection.prepareStatement(TELL)) {
      tell.setString(1, applicationName(call.told()));
      tell.setString(2, Integer.toString(limitMillis));
      tell.executeQuery().close();
    }
    statement.setString(1, call.key());
  }

  /** The call's id first: it is what both sides reconcile by, and must not be cut off. */
  static String applicationName(Told told) {
    String name = "mingjing/" + told.callId() + "/" + told.requester();
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }
}
