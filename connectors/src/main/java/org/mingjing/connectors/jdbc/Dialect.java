package org.mingjing.connectors.jdbc;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.SQLException;
import org.mingjing.connectors.JdbcSettings;
import org.mingjing.connectors.Told;
import org.mingjing.connectors.template.RejectedAnswer;

/** What one kind of database does in a way of its own. */
sealed interface Dialect permits PostgreSql, MariaDb {
  /** The dialect of a connection, by the scheme of its URL. */
  static Dialect of(JdbcSettings settings) {
    return settings.url().startsWith("jdbc:mariadb:") ? new MariaDb() : new PostgreSql();
  }

  /** Makes the sessions of a pool read-only, and bounds connecting. */
  void configure(HikariConfig pool);

  /** A name from the catalogue, checked to be plain, as an identifier. */
  String quoted(String identifier);

  /** The condition that chooses one key to the letter; each {@code ?} in it is the key. */
  String condition(String quotedKey);

  /** How often the key is bound. */
  int keys();

  /**
   * The statement as it is sent.
   *
   * @throws RejectedAnswer if the call cannot be told in it
   */
  String statement(String select, Told told, int limitMillis) throws RejectedAnswer;

  /** Tells the session what the statement does not tell. */
  void tell(Connection connection, Told told, int limitMillis) throws SQLException;
}
