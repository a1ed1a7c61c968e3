package org.mingjing.exchange;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A row of the log as it stands in the database. */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record StoredEntry(long index, int kind, Optional<UUID> call, int turn, byte[] salt, byte[] body) {

  static final int OPENED = 1;
  static final int CLOSED = 2;
  static final int REFUSED = 3;
  static final int DECISION_GIVEN = 4;
  static final int AUDIT_READ = 20;

  /** All entries from an index on. */
  static List<StoredEntry> from(Installation installation, long index) throws SQLException {
    try (Connection connection = installation.superuser()) {
      return from(connection, index);
    }
  }

  static List<StoredEntry> from(Connection connection, long index) throws SQLException {
    List<StoredEntry> found = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "select index, kind, turn_of, turn, salt, body from entry where index >= ? order by index")) {
      query.setLong(1, index);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(
              new StoredEntry(
                  rows.getLong(1),
                  rows.getInt(2),
                  Optional.ofNullable(rows.getObject(3, UUID.class)),
                  rows.getInt(4),
                  rows.getBytes(5),
                  rows.getBytes(6)));
        }
      }
    }
    return found;
  }

  /** How many entries there are. */
  static long count(Installation installation) throws SQLException {
    try (Connection connection = installation.superuser();
        PreparedStatement query = connection.prepareStatement("select count(*) from entry");
        ResultSet rows = query.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  JsonNode json() {
    return JsonMapper.shared().readTree(body);
  }

  /** How the call ended, by this entry; empty for an opening. */
  String outcome() {
    return json().path("body").path("outcome").asString("");
  }
}
