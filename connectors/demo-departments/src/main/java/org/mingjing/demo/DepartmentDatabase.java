package org.mingjing.demo;

import java.util.List;

/**
 * One department's database.
 *
 * @param name of the database and of the role that owns it and runs the department's services
 */
record DepartmentDatabase(String name, List<Table> tables) {
  /** The role under which the exchange reads. */
  String exchangeRole() {
    return name + "_exchange";
  }

  /** The tables that the exchange reads itself. */
  List<Table> published() {
    return tables.stream().filter(table -> table.path().isEmpty()).toList();
  }

  /** The tables that the department's services read. */
  List<Table> served() {
    return tables.stream().filter(table -> table.path().isPresent()).toList();
  }

  /** The name under which the catalogue knows the department's services. */
  String httpConnection() {
    return name + "-http";
  }
}
