package org.mingjing.exchange.evidence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Closes calls that nobody closed: their node died, or they outlived their deadline. Judged by the
 * database's clock, and by the unique turn: a call that is being answered at this moment is either
 * answered or interrupted, never both.
 */
public final class Sweeper {
  private static final System.Logger LOG = System.getLogger(Sweeper.class.getName());
  private static final int LOOK_AT = 5000;
  private static final String OPENINGS =
      """
      select o.index, o.turn_of, o.due < now() as overdue,
             exists (select 1 from entry e where e.turn_of = o.turn_of and e.turn = 1) as ended
      from entry o where o.index >= ? and o.index < ? and o.turn = 0 order by o.index
      """;

  private record Opening(long index, UUID call, boolean overdue, boolean ended) {}

  private final DataSource database;
  private final Evidence evidence;

  public Sweeper(DataSource database, Evidence evidence) {
    this.database = database;
    this.evidence = evidence;
  }

  /** {@link #sweep} for a background: what fails is tried again the next time. */
  public void closeForgotten() {
    try {
      int closed = sweep();
      if (closed > 0) {
        LOG.log(System.Logger.Level.WARNING, "closed {0} calls as interrupted", closed);
      }
    } catch (SQLException | NotRecorded e) {
      LOG.log(System.Logger.Level.WARNING, "sweeping is interrupted: {0}", e.getMessage());
    }
  }

  /**
   * Looks once at what has been opened since the oldest call that was still open at the last look;
   * returns how many it closed.
   */
  int sweep() throws SQLException {
    int closed = 0;
    try (Connection connection = database.getConnection()) {
      long end = endOfLog(connection);
      long mark = mark(connection);
      long from = mark > end ? 0 : mark; // a mark beyond the log was not set here
      long firstOpen = Long.MAX_VALUE;
      while (from < end) {
        long until = Math.min(from + LOOK_AT, end);
        for (Opening opening : openings(connection, from, until)) {
          if (!opening.ended() && !opening.overdue()) {
            firstOpen = Math.min(firstOpen, opening.index());
          } else if (!opening.ended() && evidence.interrupt(opening.call(), opening.index())) {
            closed++;
          }
        }
        from = until;
      }
      moveMark(connection, Math.min(firstOpen, end));
    }
    return closed;
  }

  private static long endOfLog(Connection connection) throws SQLException {
    return number(connection, "select coalesce(max(size), 0) from log_head");
  }

  private static long mark(Connection connection) throws SQLException {
    return number(connection, "select upto from sweep_mark");
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql);
        ResultSet rows = query.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static List<Opening> openings(Connection connection, long from, long until)
      throws SQLException {
    List<Opening> found = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(OPENINGS)) {
      query.setLong(1, from);
      query.setLong(2, until);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(
              new Opening(
                  rows.getLong(1),
                  rows.getObject(2, UUID.class),
                  rows.getBoolean(3),
                  rows.getBoolean(4)));
        }
      }
    }
    return found;
  }

  private static void moveMark(Connection connection, long upto) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update sweep_mark set upto = ? where upto < ? or upto > (select max(size) from log_head)")) {
      update.setLong(1, upto);
      update.setLong(2, upto);
      update.executeUpdate();
    }
  }
}
