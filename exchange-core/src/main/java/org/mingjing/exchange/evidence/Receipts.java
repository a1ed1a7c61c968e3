package org.mingjing.exchange.evidence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.mingjing.ledger.checkpoint.NoteSigner;
import org.mingjing.ledger.log.StoredProofs;
import org.mingjing.ledger.receipt.Anchor;
import org.mingjing.ledger.receipt.Receipt;

/**
 * Receipts after the call: with the ledger's word once there is one. The digest key is not stored,
 * so it is not in them.
 */
public final class Receipts {
  private record Row(long index, byte[] salt, byte[] body) {}

  private record Seen(String checkpoint, Optional<Anchor> anchor) {}

  private final DataSource database;
  private final NoteSigner log;
  private final StoredProofs proofs = new StoredProofs();

  public Receipts(DataSource database, NoteSigner log) {
    this.database = database;
    this.log = log;
  }

  /** The receipt of a call's last entry, and the entry itself for whoever has to look who asks. */
  public Optional<Receipt> ofCall(UUID call) throws SQLException {
    try (Connection connection = database.getConnection()) {
      Optional<Row> row = ending(connection, call);
      return row.isPresent() ? Optional.of(receipt(connection, row.get())) : Optional.empty();
    }
  }

  private Receipt receipt(Connection connection, Row row) throws SQLException {
    Seen seen = seen(connection, row.index());
    return new Receipt(
        row.body(),
        row.salt(),
        row.index(),
        proofs.inclusion(connection, row.index(), log.verifier().open(seen.checkpoint())),
        seen.checkpoint(),
        seen.anchor(),
        Optional.empty());
  }

  private static Optional<Row> ending(Connection connection, UUID call) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select index, salt, body from entry where turn_of = ? and turn = 1")) {
      query.setObject(1, call);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next()
            ? Optional.of(new Row(rows.getLong(1), rows.getBytes(2), rows.getBytes(3)))
            : Optional.empty();
      }
    }
  }

  /** The first anchored checkpoint that covers the entry, else the newest of the log. */
  private Seen seen(Connection connection, long index) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            select checkpoint, evidence from anchor
            where size > ? order by size limit 1
            """)) {
      query.setLong(1, index);
      try (ResultSet rows = query.executeQuery()) {
        if (rows.next()) {
          Anchor anchor = Anchor.of(LedgerEvidence.read(rows.getString(2)), log);
          return new Seen(rows.getString(1), Optional.of(anchor));
        }
      }
    }
    return newest(connection);
  }

  private static Seen newest(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement(
                "select checkpoint from log_head order by size desc limit 1");
        ResultSet rows = query.executeQuery()) {
      rows.next();
      return new Seen(rows.getString(1), Optional.empty());
    }
  }
}
