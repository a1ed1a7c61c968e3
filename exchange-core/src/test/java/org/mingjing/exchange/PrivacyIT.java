package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mingjing.exchange.TestCalls.AUDITOR;
import static org.mingjing.exchange.TestCalls.MCA;
import static org.mingjing.exchange.TestCalls.MPS;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mingjing.demo.Person;
import org.mingjing.demo.SyntheticPeople;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What personal data go through the exchange, and where they must not be found afterwards. */
@ExtendWith(SharedNode.class)
class PrivacyIT {
  /** Not among the samples that the demonstration writes into its credentials file. */
  private static final int FIRST = 700;

  private static final int PERSONS = 20;
  private static final String CLAIMED = "声称的姓名甲乙丙";

  private final SharedNode.Running node;

  PrivacyIT(SharedNode.Running node) {
    this.node = node;
  }

  /** Calls of every outcome, about persons that no other test uses. */
  @BeforeAll
  static void use(SharedNode.Running node) {
    CallingSystem mca = node.system(MCA);
    for (int i = FIRST; i < FIRST + PERSONS; i++) {
      String id = SyntheticPeople.person(i).idNumber();
      mca.call(TestCalls.resident(id));
      mca.call(TestCalls.vehicle(id));
      mca.call(TestCalls.payments(id));
      mca.call(TestCalls.verify(id, Map.of("name", CLAIMED)));
      mca.call(TestCalls.fingerprint(id));
      mca.call(TestCalls.resident(id).put("purpose", "curiosity"));
      mca.call(TestCalls.resident(id).put("unknown", id));
      mca.call(TestCalls.resident(id.substring(0, 17)).put("partial", id));
      mca.call("{\"" + id + "\":\"" + CLAIMED + "\"," + id);
      node.system(MPS).call(TestCalls.resident(id));
      ObjectNode evaluation = TestEvaluations.of(MCA, TestCalls.resident(id)).put("unknown", id);
      node.system(TestCalls.PEP).post(TestEvaluations.ONE, evaluation);
      evaluation.withObject("subject").put("id", "x" + id);
      node.system(TestCalls.PEP).post(TestEvaluations.ONE, evaluation);
      node.system(AUDITOR).post("/api/v1/audit/traces", trace(id));
    }
    node.fault("mps", "wrong-person", 0);
    mca.call(TestCalls.vehicle(SyntheticPeople.person(FIRST).idNumber()));
    node.fault("mps", "rubbish", 0);
    mca.call(TestCalls.vehicle(SyntheticPeople.person(FIRST).idNumber()));
    node.fault("mps", "error", 0);
    mca.call(TestCalls.resident(SyntheticPeople.person(FIRST).idNumber()));
    node.fault("mps", "none", 0);
  }

  private static ObjectNode trace(String id) {
    ObjectNode question = JsonMapper.shared().createObjectNode().put("caseRef", "CNAO-1");
    question.putObject("subject").put("type", "person").put("id", id);
    return question;
  }

  /** Whatever tells who somebody is, or what a department holds on them. */
  private static Set<String> personal() {
    Set<String> texts = new LinkedHashSet<>(List.of(CLAIMED));
    for (int i = FIRST; i < FIRST + PERSONS; i++) {
      Person person = SyntheticPeople.person(i);
      texts.add(person.idNumber());
      texts.add(person.idNumber().substring(0, 17));
      texts.add(person.name());
      texts.add(person.address());
      texts.add(person.telephone());
      texts.add(person.workplace());
      texts.add(person.vehicle().plate());
      texts.add(person.vehicle().vin());
      person.payments().forEach(payment -> texts.add(payment.bankAccount()));
    }
    texts.removeIf(
        text -> text.getBytes(StandardCharsets.UTF_8).length < 8); // could occur by chance
    assertThat(texts).hasSizeGreaterThan(6 * PERSONS);
    return texts;
  }

  @Test
  void no_id_name_or_value_is_in_any_column_of_the_database() throws SQLException {
    List<String> found = new ArrayList<>();
    Set<String> personal = personal();
    try (Connection connection = node.installation().superuser();
        Statement statement = connection.createStatement()) {
      for (String table : tables(statement)) {
        try (ResultSet rows = statement.executeQuery("select * from " + table)) {
          while (rows.next()) {
            search(rows, table, personal, found);
          }
        }
      }
    }
    assertThat(found).isEmpty();
  }

  private static List<String> tables(Statement statement) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            "select quote_ident(table_name) from information_schema.tables where table_schema = 'public'")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    assertThat(tables).contains("entry", "log_head", "policy_document");
    return tables;
  }

  private static void search(ResultSet row, String table, Set<String> personal, List<String> found)
      throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      byte[] bytes = row.getBytes(i);
      String text = bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
      for (String value : personal) {
        if (text.contains(value)) {
          found.add(table + "." + columns.getColumnName(i) + ": " + value);
        }
      }
    }
  }

  /** The database's own files with its write-ahead log, the ledger, and everything else kept. */
  @Test
  void no_id_name_or_value_is_in_any_file_of_the_data_folder() throws IOException {
    Path data = node.installation().data();
    List<byte[]> needles =
        personal().stream().map(t -> t.getBytes(StandardCharsets.UTF_8)).toList();
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.startsWith(data.resolve("demo-departments"))) {
          search(file, needles, found);
        }
      }
    }
    assertThat(found).isEmpty();
  }

  private static void search(Path file, List<byte[]> needles, List<String> found) {
    try {
      // one byte a character, so that a search for text is one for bytes
      String content = Files.readString(file, StandardCharsets.ISO_8859_1);
      for (byte[] needle : needles) {
        if (content.contains(new String(needle, StandardCharsets.ISO_8859_1))) {
          found.add(file + ": " + new String(needle, StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      // the database has just removed it
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void no_id_name_or_value_is_in_what_the_node_logs() {
    String said = node.said().text();

    assertThat(personal().stream().filter(said::contains)).isEmpty();
  }

  /** Guards the three above: a search that finds nothing anywhere would let anything pass. */
  @Test
  void the_search_finds_what_is_there() throws IOException {
    List<String> found = new ArrayList<>();
    Path file = node.installation().data().resolve("demo-credentials.json");
    String sample =
        node.installation().credentials().path("samples").path("persons").path(0).asString("");

    search(file, List.of(sample.getBytes(StandardCharsets.UTF_8)), found);

    assertThat(sample).hasSize(18);
    assertThat(found).hasSize(1);
  }
}
