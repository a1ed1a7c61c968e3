package org.mingjing.exchange.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotaryElectionTest {
  /** Connections of a database that takes them, and then answers nothing. */
  private final List<String> open = new ArrayList<>();

  private Connection connection() {
    String name = "connection " + open.size();
    open.add(name);
    InvocationHandler calls =
        (connection, method, arguments) -> {
          if (method.getName().equals("close")) {
            open.remove(name);
            return null;
          }
          throw new SQLException("the statement ran into its time limit");
        };
    return proxy(Connection.class, calls);
  }

  /** A database that elects whoever asks. */
  private Connection electing() {
    String name = "connection " + open.size();
    open.add(name);
    return proxy(
        Connection.class,
        (connection, call, arguments) ->
            switch (call.getName()) {
              case "close" -> {
                open.remove(name);
                yield null;
              }
              case "prepareStatement" ->
                  proxy(
                      PreparedStatement.class,
                      (statement, onStatement, values) ->
                          onStatement.getName().equals("executeQuery") ? elected() : null);
              default -> throw new SQLException("not expected: " + call.getName());
            });
  }

  private static ResultSet elected() {
    return proxy(
        ResultSet.class, (rows, call, arguments) -> call.getName().equals("close") ? null : true);
  }

  private static <T> T proxy(Class<T> type, InvocationHandler calls) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls));
  }

  @Test
  void a_node_that_cannot_open_the_ledger_lets_another_try() {
    var notary =
        new Notary(
            this::electing,
            "origin",
            () -> {
              throw new IllegalStateException("the ledger's file is damaged");
            });

    assertThatThrownBy(notary::notarise).hasMessage("the ledger's file is damaged");

    assertThat(open).as("what holds the lock").isEmpty();
  }

  @Test
  void a_database_that_does_not_answer_is_left_no_connections() {
    var notary =
        new Notary(
            this::connection,
            "origin",
            () -> {
              throw new IOException("nobody was elected");
            });
    for (int round = 0; round < 3; round++) {
      assertThat(notary.notarise()).isZero();
    }
    assertThat(open).isEmpty();
  }
}
