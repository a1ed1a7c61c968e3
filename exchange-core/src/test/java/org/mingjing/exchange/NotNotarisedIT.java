package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mingjing.exchange.TestCalls.MCA;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.mingjing.exchange.operations.DemoNode;
import tools.jackson.databind.JsonNode;

/** A ledger that is behind for longer than allowed: what needs a grant waits for it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NotNotarisedIT {
  private static final String PERSON = "11010519491231002X";

  private DemoNode node;
  private Installation installation;

  @BeforeAll
  void start() throws IOException {
    System.setProperty(Surroundings.DEMO_CLASS_PATH, Surroundings.departmentsClassPath());
    Path folder = Surroundings.fresh("not-notarised");
    Path home =
        Surroundings.homeWithSetting(
            folder.resolve("home"), "max-unanchored-age: 24h", "max-unanchored-age: 3s");
    node =
        DemoNode.start(
            new DemoNode.Plan(
                home,
                folder.resolve("data"),
                0,
                Surroundings.POPULATION,
                ExchangeApplication.class),
            new SecureRandom());
    installation = new Installation(folder.resolve("data"));
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @Test
  void what_needs_a_grant_is_not_answered_while_the_ledger_is_too_far_behind() throws Exception {
    CallingSystem mca = CallingSystem.of(installation, MCA);
    assertThat(mca.call(TestCalls.resident(PERSON)).status()).isEqualTo(200);
    execute("revoke insert on anchor from mingjing_app");
    try {
      Surroundings.await(() -> mca.call(TestCalls.resident(PERSON)).status() == 503);

      Reply refused = mca.call(TestCalls.resident(PERSON));
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.code()).isEqualTo("not-notarised");
      assertThat(refused.headers().firstValue("Retry-After")).contains("61");
      assertThat(refused.body().has("records")).isFalse();
      JsonNode entry = StoredEntry.from(installation, indexOf(refused)).getFirst().json();
      assertThat(entry.path("kind").asString("")).isEqualTo("call.refused");
      assertThat(entry.path("body").path("outcome").asString("")).isEqualTo("not-notarised");
      assertThat(mca.call(TestCalls.enterprise(TestCalls.organisation(1).uscc())).status())
          .as("open fields need no grant")
          .isEqualTo(200);
    } finally {
      execute("grant insert on anchor to mingjing_app");
    }

    Surroundings.await(() -> mca.call(TestCalls.resident(PERSON)).status() == 200);
    assertThat(installation.fsck().findings()).isEmpty();
  }

  private static long indexOf(Reply reply) {
    return reply.body().path("receipt").path("index").asLong(-1);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = installation.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
