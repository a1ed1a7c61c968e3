package org.mingjing.exchange.identity;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mingjing.ledger.log.Connector;

/**
 * The table of what was used, shared by the nodes. It is unlogged: an insert waits for no disk, and
 * a crash of PostgreSQL (or a standby that takes over) empties it. A mark that is lost with it
 * tells since when it remembers.
 *
 * <p>For one thread, save for {@link #forget}.
 */
final class JdbcReplays {
  private static final System.Logger LOG = System.getLogger(JdbcReplays.class.getName());

  /** One statement: if the mark was there, so was every row. */
  private static final String NOTE =
      """
      with fresh as (
        insert into used_once (id, forgotten_from)
        select id, to_timestamp(millis / 1000.0)
        from unnest(?::bytea[], ?::bigint[]) as given (id, millis)
        on conflict do nothing
        returning id)
      select null::bytea as id, since from used_once_since
      union all
      select id, null from fresh
      """;

  private static final int FORGOTTEN_AT_ONCE = 20_000;

  /**
   * What the table says.
   *
   * @param since when it began to remember; empty if it has only just begun
   * @param fresh the ids that were not there before
   */
  record Noted(Optional<Instant> since, Set<ByteBuffer> fresh) {}

  private final Connector connector;
  private Optional<Connection> open = Optional.empty();

  JdbcReplays(Connector connector) {
    this.connector = connector;
  }

  /** Notes tickets, whose order does not matter, as used. */
  Noted note(List<Replays.Ticket> tickets) throws SQLException {
    // One order on all nodes, so that no two wait for each other.
    List<Replays.Ticket> sorted =
        tickets.stream().sorted(Comparator.comparing(Replays.Ticket::id)).toList();
    try {
      Noted noted = note(connection(), sorted);
      if (noted.since().isEmpty()) {
        begin(connection());
      }
      return noted;
    } catch (SQLException e) {
      close();
      throw e;
    }
  }

  private Connection connection() throws SQLException {
    if (open.isEmpty()) {
      open = Optional.of(connector.connect());
    }
    return open.orElseThrow();
  }

  private static Noted note(Connection connection, List<Replays.Ticket> tickets)
      throws SQLException {
    Optional<Instant> since = Optional.empty();
    Set<ByteBuffer> fresh = new HashSet<>();
    try (PreparedStatement insert = connection.prepareStatement(NOTE)) {
      byte[][] ids = tickets.stream().map(ticket -> ticket.id().array()).toArray(byte[][]::new);
      Object[] millis =
          tickets.stream().map(ticket -> ticket.forgottenFrom().toEpochMilli()).toArray();
      insert.setArray(1, connection.createArrayOf("bytea", ids));
      insert.setArray(2, connection.createArrayOf("bigint", millis));
      try (ResultSet rows = insert.executeQuery()) {
        while (rows.next()) {
          byte[] id = rows.getBytes(1);
          if (id == null) {
            since = Optional.of(rows.getObject(2, OffsetDateTime.class).toInstant());
          } else {
            fresh.add(ByteBuffer.wrap(id));
          }
        }
      }
    }
    return new Noted(since, fresh);
  }

  /** The database sets the time of the mark: the application may not choose it. */
  private static void begin(Connection connection) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into used_once_since (only_one) values (true) on conflict do nothing")) {
      insert.executeUpdate();
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "the database has forgotten which proofs were used (it crashed, or another took over): those made before now are refused");
  }

  /** Forgets what is refused for its age anyway; on a connection of its own. */
  void forget() {
    try (Connection connection = connector.connect();
        PreparedStatement call = connection.prepareStatement("select forget_used_once(?)")) {
      call.setInt(1, FORGOTTEN_AT_ONCE);
      long forgotten;
      do {
        try (ResultSet rows = call.executeQuery()) {
          rows.next();
          forgotten = rows.getLong(1);
        }
      } while (forgotten == FORGOTTEN_AT_ONCE);
    } catch (SQLException e) {
      LOG.log(
          System.Logger.Level.WARNING, "used proofs are not forgotten yet: {0}", e.getMessage());
    }
  }

  void close() {
    open.ifPresent(connection -> {
      try {
        connection.close();
      } catch (SQLException e) {
        LOG.log(System.Logger.Level.DEBUG, "a connection did not close", e);
      }
    });
    open = Optional.empty();
  }
}
