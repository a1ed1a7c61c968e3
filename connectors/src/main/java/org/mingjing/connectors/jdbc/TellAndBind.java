package org.mingjing.connectors.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.component.sql.SqlPrepareStatementStrategy;
import org.jspecify.annotations.Nullable;
import org.mingjing.connectors.SourceCall;

/**
 * Tells the department's database whose call the session serves now, sets the call's time limit,
 * and binds the key.
 */
final class TellAndBind implements SqlPrepareStatementStrategy {
  /** How much longer than the server's limit we wait for a server that does not even say so. */
  private static final int GRACE_MILLIS = 500;

  private final Dialect dialect;
  private final int limitMillis;

  TellAndBind(Dialect dialect, int limitMillis) {
    this.dialect = dialect;
    this.limitMillis = limitMillis;
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
    dialect.tell(connection, call.told(), limitMillis);
    for (int i = 1; i <= expected; i++) {
      statement.setString(i, call.key());
    }
  }
}
