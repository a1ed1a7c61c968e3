package org.mingjing.exchange.evidence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.mingjing.ledger.Evidence.Endorsed;
import org.mingjing.ledger.LedgerUnavailable;
import org.mingjing.ledger.fabric.AnchorEvents;

/**
 * Compares what the channel tells of each batch with what was remembered of it: a receipt's place
 * is the chain's own word then, and not that of one answer.
 */
public final class AnchorConfirmations implements AnchorEvents.Listener {
  private static final System.Logger LOG = System.getLogger(AnchorConfirmations.class.getName());

  private final DataSource database;

  public AnchorConfirmations(DataSource database) {
    this.database = database;
  }

  /** A batch that is not remembered yet is found by the notary itself. */
  @Override
  public void anchored(AnchorEvents.Event event) {
    Optional<Endorsed> remembered = remembered(event.first());
    boolean other =
        remembered
            .filter(one ->
                !one.transaction().equals(event.transaction()) || one.block() != event.block())
            .isPresent();
    if (other) {
      LOG.log(
          System.Logger.Level.ERROR,
          "the batch from {0} on stands in block {1}, transaction {2}, but another place is remembered: run fsck",
          event.first(),
          event.block(),
          event.transaction());
    }
  }

  private Optional<Endorsed> remembered(long first) {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement("select evidence from anchor where first = ?")) {
      query.setLong(1, first);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() && LedgerEvidence.read(rows.getString(1)) instanceof Endorsed endorsed
            ? Optional.of(endorsed)
            : Optional.empty();
      }
    } catch (SQLException e) {
      throw new LedgerUnavailable("the database cannot be asked", e);
    }
  }
}
