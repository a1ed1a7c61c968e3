package org.mingjing.exchange.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private static final Duration ALLOWED = Duration.ofHours(1);

  /** What the database answers next: its oldest entry that waits, in seconds; NaN for nothing. */
  private double age;

  private final Backlog backlog = new Backlog(database(), ALLOWED);

  private DataSource database() {
    return proxy(DataSource.class, (source, call, values) -> connection());
  }

  private Connection connection() throws SQLException {
    if (Double.isNaN(age)) {
      throw new SQLException("the database is away");
    }
    ResultSet rows =
        proxy(
            ResultSet.class,
            (row, call, values) ->
                switch (call.getName()) {
                  case "next" -> true;
                  case "getDouble" -> values[0].equals(1) ? 7.0 : age;
                  default -> null;
                });
    PreparedStatement query =
        proxy(
            PreparedStatement.class,
            (statement, call, values) -> call.getName().equals("executeQuery") ? rows : null);
    return proxy(
        Connection.class,
        (connection, call, values) -> call.getName().equals("prepareStatement") ? query : null);
  }

  private static <T> T proxy(Class<T> type, InvocationHandler calls) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls));
  }

  @Test
  void what_nobody_has_looked_at_counts_as_too_old() {
    assertThat(backlog.isTooOld()).isTrue();

    age = Double.NaN;
    backlog.look();

    assertThat(backlog.isTooOld()).as("nor does a look that fails help").isTrue();
    assertThat(backlog.ageSeconds()).isNaN();
  }

  @Test
  void what_was_seen_decides_and_stays_known_while_the_database_is_away() {
    age = 3_599;
    backlog.look();
    assertThat(backlog.isTooOld()).isFalse();
    assertThat(backlog.entries()).isEqualTo(7);

    age = Double.NaN;
    backlog.look();
    assertThat(backlog.isTooOld()).isFalse();
    assertThat(backlog.ageSeconds()).isEqualTo(3_599);

    age = 3_601;
    backlog.look();
    assertThat(backlog.isTooOld()).isTrue();
  }
}
