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
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Fills the departments' tables with the synthetic population, by COPY, one thread a database. */
final class PopulationLoader {
  private static final int CHUNK = 1 << 16;
  private final DepartmentCluster cluster;
  private final DemoSettings settings;

  PopulationLoader(DepartmentCluster cluster, DemoSettings settings) {
    this.cluster = cluster;
    this.settings = settings;
  }

  /** Returns when all tables are loaded, keyed and granted; throws if one could not be. */
  void load() throws SQLException, IOException {
    List<Future<?>> loads = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(DepartmentDatabase.ALL.size())) {
      for (DepartmentDatabase database : DepartmentDatabase.ALL) {
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
      for (DepartmentDatabase.Table table : database.tables()) {
        statement.execute("create table " + table.name() + " (" + table.columns() + ")");
        copy(connection, table.name());
        statement.execute(table.key());
        if (database.published().contains(table.name())) {
          statement.execute("grant select on " + table.name() + " to " + database.exchangeRole());
        }
      }
      connection.commit();
      connection.setAutoCommit(true);
      statement.execute("vacuum analyze");
    }
  }

  private void copy(Connection connection, String table) throws SQLException {
    CopyIn copy =
        connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + table + " from stdin");
    StringBuilder rows = new StringBuilder(CHUNK + 1_024);
    for (Object[] row : (Iterable<Object[]>) rows(table)::iterator) {
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

  private Stream<Object[]> rows(String table) {
    return switch (table) {
      case "resident" -> persons().map(PopulationLoader::resident);
      case "vehicle" -> persons().map(PopulationLoader::vehicle);
      case "identity_record" -> persons().map(PopulationLoader::identity);
      case "subsidy_payment" -> persons().flatMap(PopulationLoader::payments);
      case "enterprise" -> organisations().map(PopulationLoader::enterprise);
      default -> throw new IllegalArgumentException("no rows for table " + table);
    };
  }

  private Stream<Person> persons() {
    return LongStream.range(0, settings.persons()).mapToObj(SyntheticPeople::person);
  }

  private Stream<Organisation> organisations() {
    return LongStream.range(0, settings.organisations()).mapToObj(SyntheticPeople::organisation);
  }

  private static Object[] resident(Person p) {
    return new Object[] {
      p.idNumber(),
      p.name(),
      p.formerName().orElse("\\N"),
      p.sex(),
      p.birthDate(),
      p.address(),
      p.districtCode(),
      p.telephone(),
      p.workplace()
    };
  }

  private static Object[] vehicle(Person p) {
    Person.Vehicle v = p.vehicle();
    return new Object[] {
      p.idNumber(),
      v.plate(),
      v.brand(),
      v.modelYear(),
      v.registeredOn(),
      v.vin(),
      v.engineNumber(),
      p.telephone(),
      p.address()
    };
  }

  private static Object[] identity(Person p) {
    return new Object[] {p.idNumber(), p.name(), p.portraitDigest()};
  }

  private static Stream<Object[]> payments(Person p) {
    return p.payments().stream()
        .map(payment ->
            new Object[] {
              p.idNumber(),
              payment.programme(),
              payment.paidOn(),
              payment.amount(),
              payment.bankAccount(),
              p.telephone()
            });
  }

  private static Object[] enterprise(Organisation o) {
    return new Object[] {
      o.uscc(),
      o.name(),
      o.status(),
      o.registeredOn(),
      o.registeredCapital(),
      o.industry(),
      o.legalRepresentative(),
      o.representativeIdNumber(),
      o.telephone()
    };
  }
}
