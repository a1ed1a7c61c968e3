package org.mingjing.ledger.fabric;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;
import org.mingjing.ledger.log.Connector;

/** How far the events of one contract were handled, in the table {@code ledger_event_mark}. */
public final class JdbcEventMarks implements EventMarks, AutoCloseable {
  private final JdbcSession session;
  private final String channel;
  private final String chaincode;

  /** Keeps one connection. */
  public JdbcEventMarks(Connector connector, FabricSettings settings) {
    this.session = new JdbcSession(connector);
    this.channel = settings.channel();
    this.chaincode = settings.chaincode();
  }

  @Override
  public Optional<Mark> load() {
    return session.work(connection -> {
      try (PreparedStatement query =
          connection.prepareStatement(
              """
              select block, transaction from ledger_event_mark
              where channel = ? and chaincode = ?
              """)) {
        query.setString(1, channel);
        query.setString(2, chaincode);
        try (ResultSet rows = query.executeQuery()) {
          return rows.next()
              ? Optional.of(new Mark(rows.getLong(1), rows.getString(2)))
              : Optional.empty();
        }
      }
    });
  }

  @Override
  public void store(Mark mark) {
    session.work(connection -> {
      try (PreparedStatement store =
          connection.prepareStatement(
              """
              insert into ledger_event_mark (channel, chaincode, block, transaction)
              values (?, ?, ?, ?)
              on conflict (channel, chaincode)
              do update set block = excluded.block, transaction = excluded.transaction
              """)) {
        store.setString(1, channel);
        store.setString(2, chaincode);
        store.setLong(3, mark.block());
        store.setString(4, mark.transaction());
        return store.executeUpdate();
      }
    });
  }

  @Override
  public void close() {
    session.close();
  }
}
