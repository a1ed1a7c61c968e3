package org.mingjing.exchange.operations;

/**
 * How the exchange reaches its database.
 *
 * @param superuser only known for the embedded server; used by the demonstration's tampering, never
 *     by the exchange
 * @param owner owns the schema; Flyway alone uses it
 * @param application may read and insert evidence, not change it
 */
public record DatabaseAccess(String url, Login superuser, Login owner, Login application) {
  /** A role and its password. */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return user;
    }
  }
}
