package org.mingjing.ledger.log;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Connects, counts, and lets a test act right before a statement or in place of a connection. */
final class WatchedConnector implements Connector {
  /** Says why there is to be no connection. */
  private static final String AWAY = "the connector is away";

  private final Connector inner;
  private final AtomicInteger made = new AtomicInteger();
  private volatile Consumer<String> beforeStatement = sql -> {};
  private volatile boolean broken;

  WatchedConnector(Connector inner) {
    this.inner = inner;
  }

  int made() {
    return made.get();
  }

  /** From now on no connection is made, and that is no {@link SQLException}. */
  void breaks() {
    broken = true;
  }

  /** The action gets the statement, or {@code commit}. */
  void beforeStatement(Consumer<String> action) {
    beforeStatement = action;
  }

  @Override
  public Connection connect() throws SQLException {
    if (broken) {
      throw new IllegalStateException(AWAY);
    }
    made.incrementAndGet();
    Connection real = inner.connect();
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "prepareStatement" -> beforeStatement.accept(String.valueOf(arguments[0]));
                case "commit" -> beforeStatement.accept("commit");
                default -> {}
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
