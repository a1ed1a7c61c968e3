package org.mingjing.exchange.cli;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.mingjing.exchange.operations.DatabaseAccess;

/**
 * One bit of an entry of the log, changed by the superuser: what no role of the exchange may do.
 */
record OneBit(DatabaseAccess access, long index) {

  /** Turns the lowest bit of one byte round; twice leaves the entry as it was. */
  void flip() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                access.url(), access.superuser().user(), access.superuser().password());
        PreparedStatement update =
            connection.prepareStatement(
                "update entry set body = set_bit(body, 800, 1 - get_bit(body, 800)) where index = ?")) {
      update.setLong(1, index);
      update.executeUpdate();
    }
  }
}
