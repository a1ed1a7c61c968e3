package org.mingjing.exchange.evidence;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.mingjing.ledger.Anchored;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.BatchKey;
import org.mingjing.ledger.Ledger;
import org.mingjing.ledger.LedgerUnavailable;
import org.mingjing.ledger.Rejected;
import org.mingjing.ledger.Unknown;
import org.mingjing.ledger.log.Connector;
import org.mingjing.ledger.log.JdbcTiles;
import org.mingjing.ledger.merkle.Hash;

/**
 * Step 9: carries what is in the log to the ledger, in order, in batches. Of several nodes, one
 * does it: whoever holds a lock in the database. A ledger that is away loses nothing; the backlog
 * goes when it is back.
 */
public final class Notary {
  private static final System.Logger LOG = System.getLogger(Notary.class.getName());
  private static final long LOCK = 0x6d696e676a696e67L; // "mingjing"
  private static final int BATCH = 4096;

  /** Opens the ledger once this node is the one that writes to it. */
  @FunctionalInterface
  public interface LedgerOpener {
    OpenLedger open() throws IOException;
  }

  /** A ledger and how to let go of it. */
  public record OpenLedger(Ledger ledger, AutoCloseable closing) {}

  private final Connector connector;
  private final String origin;
  private final LedgerOpener opener;
  private Optional<Connection> connection = Optional.empty();
  private Optional<OpenLedger> open = Optional.empty();
  private Optional<Rejected> told = Optional.empty();

  public Notary(Connector connector, String origin, LedgerOpener opener) {
    this.connector = connector;
    this.origin = origin;
    this.opener = opener;
  }

  /**
   * Brings the ledger up to the log, if this node is the one to do it; returns how many entries
   * went.
   */
  public synchronized long notarise() {
    try {
      if (!elected()) {
        return 0;
      }
      if (open.isEmpty()) {
        open = Optional.of(opener.open());
      }
      return catchUp(connection.orElseThrow(), open.orElseThrow().ledger());
    } catch (SQLException | IOException | LedgerUnavailable e) {
      LOG.log(System.Logger.Level.WARNING, "notarising is interrupted: {0}", e.getMessage());
      release();
      return 0;
    } catch (RuntimeException e) {
      release(); // another node may do better
      throw e;
    }
  }

  private boolean elected() throws SQLException {
    if (connection.isPresent()) {
      return true;
    }
    Connection candidate = connector.connect();
    try (PreparedStatement lock = candidate.prepareStatement("select pg_try_advisory_lock(?)")) {
      lock.setLong(1, LOCK);
      try (ResultSet rows = lock.executeQuery()) {
        if (rows.next() && rows.getBoolean(1)) {
          connection = Optional.of(candidate);
        }
      }
    } finally {
      if (connection.isEmpty()) {
        candidate.close();
      }
    }
    return connection.isPresent();
  }

  private long catchUp(Connection database, Ledger ledger) throws SQLException {
    long start = ledger.head().size();
    rememberAnchors(database, ledger, start);
    long done = start;
    Optional<Batch> batch = next(database, ledger, done);
    while (batch.isPresent()) {
      switch (ledger.append(batch.get())) {
        case Anchored anchored -> {
          remember(database, anchored);
          done = anchored.size();
        }
        case Rejected rejected -> {
          tell(rejected);
          return done - start;
        }
        case Unknown unknown -> throw new LedgerUnavailable(unknown.detail());
      }
      batch = next(database, ledger, done);
    }
    return done - start;
  }

  /** Once, and not at every try. */
  private void tell(Rejected rejected) {
    if (!Optional.of(rejected).equals(told)) {
      LOG.log(System.Logger.Level.ERROR, "the ledger rejects the log: {0}", rejected);
      told = Optional.of(rejected);
    }
  }

  /** What the ledger holds but the database does not know of, after a crash between the two. */
  private void rememberAnchors(Connection database, Ledger ledger, long ledgerSize)
      throws SQLException {
    long known = number(database, "select coalesce(max(size), 0) from anchor");
    if (known > ledgerSize) {
      throw new LedgerUnavailable(
          "it holds %d entries, but confirmed %d: it lags, or was reset or exchanged"
              .formatted(ledgerSize, known));
    }
    while (known < ledgerSize) {
      Optional<Anchored> held = ledger.find(new BatchKey(origin, known));
      if (held.isEmpty()) {
        LOG.log(System.Logger.Level.ERROR, "the ledger holds no batch that starts at {0}", known);
        return;
      }
      remember(database, held.get());
      known = held.get().size();
    }
  }

  /** As much as the ledger takes; where one was handed over whose fate is open, the same again. */
  private Optional<Batch> next(Connection database, Ledger ledger, long done) throws SQLException {
    long end =
        ledger
            .openEnd(new BatchKey(origin, done))
            .orElse(done + Math.min(BATCH, ledger.maxLeaves()));
    try (PreparedStatement query =
        database.prepareStatement(
            """
            select size, checkpoint from log_head
            where size > ? and size <= ? order by size desc limit 1
            """)) {
      query.setLong(1, done);
      query.setLong(2, end);
      try (ResultSet rows = query.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        int count = Math.toIntExact(rows.getLong(1) - done);
        List<Hash> leaves = new JdbcTiles(database).edge(0, done, count);
        return Optional.of(new Batch(origin, done, leaves, rows.getString(2)));
      }
    }
  }

  private static void remember(Connection database, Anchored anchored) throws SQLException {
    try (PreparedStatement insert =
        database.prepareStatement(
            """
            insert into anchor (first, size, checkpoint, evidence) values (?, ?, ?, ?)
            on conflict do nothing
            """)) {
      insert.setLong(1, anchored.key().first());
      insert.setLong(2, anchored.size());
      insert.setString(3, anchored.checkpoint());
      insert.setString(4, LedgerEvidence.json(anchored.evidence()));
      insert.executeUpdate();
    }
  }

  private static long number(Connection database, String sql) throws SQLException {
    try (PreparedStatement query = database.prepareStatement(sql);
        ResultSet rows = query.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Lets go of the ledger and of the lock. */
  public synchronized void release() {
    open.ifPresent(held -> closeQuietly(held.closing()));
    connection.ifPresent(Notary::closeQuietly);
    open = Optional.empty();
    connection = Optional.empty();
  }

  private static void closeQuietly(AutoCloseable closing) {
    try {
      closing.close();
    } catch (Exception e) { // AutoCloseable declares no narrower type
      LOG.log(System.Logger.Level.WARNING, "could not close: {0}", e.getMessage());
    }
  }
}
