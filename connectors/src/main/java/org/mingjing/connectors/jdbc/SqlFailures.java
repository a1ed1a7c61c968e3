package org.mingjing.connectors.jdbc;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mingjing.connectors.SourceAnswer.SourceFailure;
import org.mingjing.connectors.template.RejectedAnswer;

/**
 * What the exceptions of a statement mean for a call, by SQLSTATE (PostgreSQL, appendix A), and
 * where that is too coarse by MariaDB's number of the error; PostgreSQL has no numbers. Messages
 * are never passed on: servers write values into them.
 */
final class SqlFailures {
  private SqlFailures() {}

  static Optional<SourceFailure> of(Exception exception) {
    if (exception instanceof RejectedAnswer) {
      return Optional.of(SourceFailure.rejected(String.valueOf(exception.getMessage())));
    }
    SQLException sql = find(SQLException.class, exception);
    if (sql == null) {
      return Optional.empty();
    }
    if (find(SocketTimeoutException.class, exception) != null) {
      return Optional.of(SourceFailure.timeout("the source took too long"));
    }
    return Optional.of(of(innermost(sql)));
  }

  private static SourceFailure of(SQLException sql) {
    String state = sql.getSQLState() == null ? "" : sql.getSQLState();
    if (state.equals(Texts.REFUSED_BY_US)) {
      return SourceFailure.rejected(String.valueOf(sql.getMessage()));
    }
    return switch (sql.getErrorCode()) {
      // Lock wait, a query killed, a statement's time limit.
      case 1205, 1317, 1969 -> SourceFailure.timeout("the source took too long");
      // No disk, memory or connection left, shutting down, host blocked, a user's or a session's
      // allowance used up, connection killed.
      case 1021, 1037, 1038, 1040, 1041, 1053, 1129, 1203, 1226, 1927 ->
          SourceFailure.unavailable("the source is not available, error " + sql.getErrorCode());
      default -> of(state);
    };
  }

  private static SourceFailure of(String state) {
    if (state.equals("57014")) {
      return SourceFailure.timeout("the source took too long");
    }
    String kind = state.length() < 2 ? "" : state.substring(0, 2);
    return switch (kind) {
      // No state: the pool had no connection to give.
      case "" -> SourceFailure.unavailable("no connection to the source");
      case "08", "53", "57", "58" ->
          SourceFailure.unavailable("the source is not available, SQLSTATE " + state);
      default -> SourceFailure.rejected("the source refused, SQLSTATE " + state);
    };
  }

  /** A pool wraps what the server said when it would not let us in. */
  private static SQLException innermost(SQLException outer) {
    SQLException innermost = outer;
    for (Throwable at = outer; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql && sql.getSQLState() != null) {
        innermost = sql;
      }
    }
    return innermost;
  }

  private static <T> @Nullable T find(Class<T> type, Throwable in) {
    for (Throwable at = in; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return type.cast(at);
      }
    }
    return null;
  }
}
