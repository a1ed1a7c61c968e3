package org.mingjing.connectors;

/**
 * A department's database: PostgreSQL 13 or newer, or MariaDB 10.6 or newer.
 *
 * @param url {@code jdbc:postgresql:…} or {@code jdbc:mariadb:…}
 * @param poolSize connections opened at most, as calls need them; a call waits for one when all are
 *     busy
 */
public record JdbcSettings(String name, String url, String user, String password, int poolSize)
    implements ConnectionSettings {
  /** Refuses other databases: each tells call id and time limit in a way of its own. */
  public JdbcSettings {
    if (!url.startsWith("jdbc:postgresql:") && !url.startsWith("jdbc:mariadb:")) {
      throw new IllegalArgumentException(
          "connection " + name + " is neither a PostgreSQL nor a MariaDB URL");
    }
    if (poolSize < 1 || poolSize > 1_000) {
      throw new IllegalArgumentException("poolSize of " + name + " lies outside 1…1000");
    }
  }

  /** Leaves out the password, and the URL, which may hold one. */
  @Override
  public String toString() {
    return "JdbcSettings[" + name + ", user " + user + ", " + poolSize + " connections]";
  }
}
