package org.mingjing.ledger.fabric;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.mingjing.ledger.BatchKey;
import org.mingjing.ledger.log.Connector;

/** What was handed over, in the table {@code ledger_submission}; as durable as a commit there. */
public final class JdbcSubmissions implements Submissions, AutoCloseable {
  private final JdbcSession session;

  /** Keeps one connection. */
  public JdbcSubmissions(Connector connector) {
    this.session = new JdbcSession(connector);
  }

  @Override
  public void store(Submission submission) {
    session.work(connection -> {
      connection.setAutoCommit(false);
      try {
        delete(connection, submission.key());
        insert(connection, submission);
        connection.commit();
      } finally {
        connection.setAutoCommit(true);
      }
      return submission;
    });
  }

  private static void insert(Connection connection, Submission submission) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            insert into ledger_submission (origin, first, size, checkpoint, transaction)
            values (?, ?, ?, ?, ?)
            """)) {
      insert.setString(1, submission.key().origin());
      insert.setLong(2, submission.key().first());
      insert.setLong(3, submission.size());
      insert.setString(4, submission.checkpoint());
      insert.setString(5, submission.transaction());
      insert.executeUpdate();
    }
  }

  private static int delete(Connection connection, BatchKey key) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "delete from ledger_submission where origin = ? and first = ?")) {
      delete.setString(1, key.origin());
      delete.setLong(2, key.first());
      return delete.executeUpdate();
    }
  }

  @Override
  public Optional<Submission> find(BatchKey key) {
    return session.work(connection -> {
      try (PreparedStatement query =
          connection.prepareStatement(
              """
              select size, checkpoint, transaction from ledger_submission
              where origin = ? and first = ?
              """)) {
        query.setString(1, key.origin());
        query.setLong(2, key.first());
        try (ResultSet rows = query.executeQuery()) {
          return rows.next()
              ? Optional.of(
                  new Submission(key, rows.getLong(1), rows.getString(2), rows.getString(3)))
              : Optional.empty();
        }
      }
    });
  }

  @Override
  public void forget(BatchKey key) {
    session.work(connection -> delete(connection, key));
  }

  @Override
  public void close() {
    session.close();
  }
}
