package org.mingjing.connectors.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.mingjing.connectors.JdbcSettings;

/** Pools whose sessions cannot write, whatever their role may. */
final class ReadOnlyPool {
  private static final int WAIT_MILLIS = 2_000;

  /** A catalogue names many databases, most of them seldom asked: pools grow when they are. */
  private static final int IDLE = 2;

  private ReadOnlyPool() {}

  /** Opens a pool; the database need not be up yet. */
  static HikariDataSource open(JdbcSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("source-" + settings.name());
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(settings.poolSize());
    config.setMinimumIdle(Math.min(IDLE, settings.poolSize()));
    config.setReadOnly(true);
    config.setConnectionTimeout(WAIT_MILLIS);
    config.setValidationTimeout(1_000);
    config.setInitializationFailTimeout(-1);
    Dialect.of(settings).configure(config);
    return new HikariDataSource(config);
  }
}
