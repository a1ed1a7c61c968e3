package org.mingjing.ledger.log;

import java.sql.SQLException;

/** The database failed while the log was read. */
public final class JdbcLogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final SQLException cause;

  JdbcLogException(SQLException cause) {
    super("the log's database failed", cause);
    this.cause = cause;
  }

  SQLException cause() {
    return cause;
  }
}
