package org.mingjing.connectors.jdbc;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.util.Locale;
import java.util.regex.Pattern;
import org.mingjing.connectors.Told;
import org.mingjing.connectors.template.RejectedAnswer;

/**
 * MariaDB 10.6 or newer. Name and time limit of a call are part of its statement: a session has no
 * name there, and one round trip does.
 */
record MariaDb() implements Dialect {
  /** Within a comment nothing of this ends it, opens another or is an escape of JDBC. */
  private static final Pattern TELLABLE = Pattern.compile("[A-Za-z0-9._:/-]+");

  @Override
  public void configure(HikariConfig pool) {
    pool.setConnectionInitSql("set session transaction read only");
    pool.addDataSourceProperty("connectTimeout", "2000");
    pool.addDataSourceProperty("socketTimeout", "5000");
    // A server may ask a driver that allows it for any file of the client.
    pool.addDataSourceProperty("allowLocalInfile", "false");
    pool.addDataSourceProperty("yearIsDateType", "false");
    pool.addDataSourceProperty("useServerPrepStmts", "false");
  }

  @Override
  public String quoted(String identifier) {
    return '`' + identifier + '`';
  }

  /**
   * The first comparison finds by the index, but after the column's collation, for which keys of
   * other case, width or trailing spaces are alike; the second keeps those of the very key.
   */
  @Override
  public String condition(String quotedKey) {
    return "%1$s = ? and convert(%1$s using utf8mb4) collate utf8mb4_nopad_bin = ?"
        .formatted(quotedKey);
  }

  @Override
  public int keys() {
    return 2;
  }

  @Override
  public String statement(String select, Told told, int limitMillis) throws RejectedAnswer {
    String name = "mingjing/" + told.callId() + "/" + told.requester();
    if (!TELLABLE.matcher(name).matches()) {
      throw new RejectedAnswer("the call's id or requester cannot be told to this source");
    }
    return String.format(
        Locale.ROOT,
        "/* %s */ set statement max_statement_time=%d.%03d for %s",
        name,
        limitMillis / 1_000,
        limitMillis % 1_000,
        select);
  }

  @Override
  public void tell(Connection connection, Told told, int limitMillis) {
    // The statement itself tells it.
  }
}
