package org.mingjing.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Fills the departments' tables with the synthetic population, by COPY. */
final class PopulationLoader {
  private static final int CHUNK = 1 << 16;
  private static final int THREADS = 4;
  private final DepartmentCluster cluster;
  private final Population population;

  PopulationLoader(DepartmentCluster cluster, Population population) {
    this.cluster = cluster;
    this.population = population;
  }

  /** Makes a department's empty database, with the roles that it needs. */
  @FunctionalInterface
  interface Preparation {
    void of(DepartmentDatabase database) throws SQLException;
  }

  /**
   * Prepares one database after the other and fills each while the next ones are prepared. Returns
   * when all tables are loaded, keyed and granted; throws if one could not be.
   */
  void load(Preparation preparation) throws SQLException, IOException {
    List<Future<?>> loads = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (DepartmentDatabase database : Departments.ALL) {
        preparation.of(database);
        loads.add(
            threads.submit(() -> {
              load(database);
              return database;
            }));
      }
    }
    for (Future<?> load : loads) {
      await(load);
    }
  }

  private static void await(Future<?> load) throws IOException {
    try {
      load.get();
    } catch (ExecutionException e) {
      throw new IOException("could not load the population", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while loading", e);
    }
  }

  private void load(DepartmentDatabase database) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                cluster.url(database), database.name(), cluster.password(database.name()));
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false); // a table made in the same transaction needs no log
      for (Table table : database.tables()) {
        statement.execute("create table " + table.name() + " (" + table.columns() + ")");
        copy(connection, table);
        statement.execute(table.keyStatement());
        if (table.path().isEmpty()) {
          statement.execute("grant select on " + table.name() + " to " + database.exchangeRole());
        }
      }
      connection.commit();
      connection.setAutoCommit(true);
      // Rows come frozen and are found by their key alone: a vacuum or a larger sample gains
      // nothing.
      statement.execute("set default_statistics_target = 10");
      statement.execute(
          "analyze "
              + database.tables().stream().map(Table::name).collect(Collectors.joining(", ")));
    }
  }

  private void copy(Connection connection, Table table) throws SQLException {
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("copy " + table.name() + " from stdin (freeze)");
    StringBuilder rows = new StringBuilder(CHUNK + 1_024);
    for (Object[] row : (Iterable<Object[]>) table.rows().of(population)::iterator) {
      append(rows, row);
      if (rows.length() >= CHUNK) {
        send(copy, rows);
      }
    }
    send(copy, rows);
    copy.endCopy();
  }

  private static void send(CopyIn copy, StringBuilder rows) throws SQLException {
    byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
    rows.setLength(0);
  }

  /** The values are made here and hold neither tab, newline nor backslash: none is escaped. */
  private static void append(StringBuilder rows, Object[] row) {
    for (int i = 0; i < row.length; i++) {
      rows.append(i == 0 ? "" : "\t").append(row[i]);
    }
    rows.append('\n');
  }
}
