package org.mingjing.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The fault that each department has now. A department's services read it at every request; in its
 * database the fault is real: a row policy that sleeps, a permission withdrawn, sessions ended and
 * no new ones let in.
 */
final class Faults {
  private final Map<String, Fault> faults = new ConcurrentHashMap<>();
  private final DepartmentCluster cluster;

  Faults(DepartmentCluster cluster) {
    this.cluster = cluster;
  }

  Fault of(String department) {
    return faults.getOrDefault(department, Fault.NONE);
  }

  /** Puts the fault in force for every request that arrives after this returns. */
  synchronized void set(DepartmentDatabase department, Fault fault) throws SQLException {
    faults.put(department.name(), fault);
    if (department.published().isEmpty()) {
      return;
    }
    try (Connection connection = cluster.administration(department);
        Statement statement = connection.createStatement()) {
      stopRunning(statement, department);
      for (Table table : department.published()) {
        repair(statement, department.exchangeRole(), table.name());
        spoil(statement, department.exchangeRole(), table.name(), fault);
      }
    }
  }

  /** Brings every database back to order, whatever an earlier process left. */
  void clear() throws SQLException {
    for (DepartmentDatabase department : Departments.ALL) {
      set(department, Fault.NONE);
    }
  }

  /** Queries that hang would hold up the changes of the table. */
  private static void stopRunning(Statement statement, DepartmentDatabase department)
      throws SQLException {
    statement.execute(
        "select pg_cancel_backend(pid) from pg_stat_activity where state = 'active' and usename = '"
            + department.exchangeRole()
            + "'");
  }

  private static void repair(Statement statement, String role, String table) throws SQLException {
    statement.execute("drop policy if exists fault on " + table);
    statement.execute("alter table " + table + " disable row level security");
    statement.execute("grant select on " + table + " to " + role);
    statement.execute("alter role " + role + " connection limit -1");
  }

  private static void spoil(Statement statement, String role, String table, Fault fault)
      throws SQLException {
    switch (fault.mode()) {
      case SLOW -> sleep(statement, role, table, fault.millis());
      case HANG -> sleep(statement, role, table, 600_000);
      case ERROR -> statement.execute("revoke select on " + table + " from " + role);
      case DOWN -> {
        statement.execute("alter role " + role + " connection limit 0");
        statement.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where usename = '"
                + role
                + "'");
      }
      case NONE, RUBBISH, WRONG_PERSON, WRONG_TYPE, HUGE, DRIP, REDIRECT -> {
        // a database keeps to its own types and to the question asked
      }
    }
  }

  private static void sleep(Statement statement, String role, String table, int millis)
      throws SQLException {
    statement.execute(
        "create policy fault on %s for select to %s using ((select pg_sleep(%d / 1000.0)::text) = '')"
            .formatted(table, role, millis));
    statement.execute("alter table " + table + " enable row level security");
  }
}
