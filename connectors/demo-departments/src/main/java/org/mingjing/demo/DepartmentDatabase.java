package org.mingjing.demo;

import java.util.List;
import java.util.Set;

/**
 * One department's database: its tables, and which of them the exchange may read by itself.
 *
 * @param name of the database and of the role that owns it and runs the department's services
 * @param published tables that the exchange's read-only role sees
 */
record DepartmentDatabase(String name, List<Table> tables, Set<String> published) {
  /**
   * A table.
   *
   * @param columns definitions in the order in which rows are loaded
   * @param key a statement that adds the key, run after the load
   */
  record Table(String name, String columns, String key) {}

  /** The role under which the exchange reads. */
  String exchangeRole() {
    return name + "_exchange";
  }

  static final DepartmentDatabase MPS =
      new DepartmentDatabase(
          "mps",
          List.of(
              new Table(
                  "resident",
                  "id_number text not null, name text not null, former_name text, sex text not null,"
                      + " birth_date date not null, address text not null, district_code text not null,"
                      + " telephone text, workplace text",
                  "alter table resident add primary key (id_number)"),
              new Table(
                  "vehicle",
                  "id_number text not null, plate text not null, brand text not null,"
                      + " model_year integer not null, registered_on date not null, vin text not null,"
                      + " engine_number text not null, telephone text, home_address text",
                  "alter table vehicle add primary key (id_number)"),
              new Table(
                  "identity_record",
                  "id_number text not null, name text not null, portrait_digest text not null",
                  "alter table identity_record add primary key (id_number)")),
          Set.of("resident"));

  static final DepartmentDatabase MOF =
      new DepartmentDatabase(
          "mof",
          List.of(
              new Table(
                  "subsidy_payment",
                  "id_number text not null, programme text not null, paid_on date not null,"
                      + " amount numeric(12,2) not null, bank_account text not null, telephone text",
                  "create index on subsidy_payment (id_number)")),
          Set.of("subsidy_payment"));

  static final DepartmentDatabase SAMR =
      new DepartmentDatabase(
          "samr",
          List.of(
              new Table(
                  "enterprise",
                  "uscc text not null, name text not null, status text not null,"
                      + " registered_on date not null, registered_capital numeric(18,2) not null,"
                      + " industry text not null, legal_representative text not null,"
                      + " representative_id_number text not null, telephone text",
                  "alter table enterprise add primary key (uscc)")),
          Set.of());

  static final List<DepartmentDatabase> ALL = List.of(MPS, MOF, SAMR);
}
