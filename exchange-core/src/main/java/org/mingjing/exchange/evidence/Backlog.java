package org.mingjing.exchange.evidence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * How far the ledger is behind the log, by the database's clock. A background task looks; whoever
 * asks waits for nothing.
 */
public final class Backlog {
  /** How often it is looked up. */
  public static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private static final System.Logger LOG = System.getLogger(Backlog.class.getName());
  private static final double NANOS = 1e9;
  private static final String BEHIND =
      """
      with held as (select coalesce(max(size), 0) as size from anchor),
           head as (select coalesce(max(size), 0) as size from log_head)
      select head.size - held.size,
             coalesce((select extract(epoch from clock_timestamp() - at) from entry where index = held.size), 0)
      from held, head
      """;

  private record Behind(double entries, double ageSeconds, long lookedAt) {}

  private final DataSource database;
  private final Duration allowed;
  private volatile Behind newest;

  /**
   * Nothing is known before the first look, and every entry counts as too old until then.
   *
   * @param allowed how old the oldest entry may become that the ledger does not hold
   */
  public Backlog(DataSource database, Duration allowed) {
    this.database = database;
    this.allowed = allowed;
    this.newest = new Behind(Double.NaN, Double.NaN, System.nanoTime());
  }

  /** Entries that the ledger does not hold, as last seen; NaN while that is not known. */
  public double entries() {
    return newest.entries();
  }

  /** The age of the oldest of them, in seconds, as last seen; NaN while that is not known. */
  public double ageSeconds() {
    return newest.ageSeconds();
  }

  /**
   * Whether an entry may wait for the ledger longer than allowed; so it may while nothing is known.
   * What was seen grows older with the time since: a node that cannot look any more says so in the
   * end, too.
   */
  boolean isTooOld() {
    Behind seen = newest;
    double since = (System.nanoTime() - seen.lookedAt()) / NANOS;
    boolean young = seen.ageSeconds() + since <= allowed.toMillis() / 1e3;
    return !young; // and nothing that is compared with NaN is young
  }

  /** Looks; what cannot be read leaves what was seen before. */
  public void look() {
    long now = System.nanoTime();
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(BEHIND);
        ResultSet rows = query.executeQuery()) {
      if (rows.next()) {
        newest = new Behind(Math.max(0, rows.getDouble(1)), Math.max(0, rows.getDouble(2)), now);
      }
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.DEBUG, "the ledger's backlog cannot be looked up", e);
    }
  }
}
