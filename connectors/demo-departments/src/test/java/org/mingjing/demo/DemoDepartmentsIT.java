package org.mingjing.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoDepartmentsIT {
  private static final String[] SMALL = {"--persons", "300", "--organisations", "50"};
  @TempDir static Path data;
  private static DemoProcess departments;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws IOException {
    departments = DemoProcess.start(data, SMALL);
  }

  @AfterAll
  static void stop() {
    departments.close();
    CLIENT.close();
  }

  @Test
  void a_vehicle_is_found_with_the_columns_asked_for_and_no_others() throws Exception {
    Person person = SyntheticPeople.person(7);
    String body =
        "{\"key\":{\"id_number\":\"%s\"},\"fields\":[\"model_year\",\"plate\"],\"limit\":5}"
            .formatted(person.idNumber());
    assertThat(post("/mps/vehicles", body).body())
        .isEqualTo(
            "{\"records\":[{\"id_number\":\"%s\",\"plate\":\"%s\",\"model_year\":%d}]}"
                .formatted(
                    person.idNumber(), person.vehicle().plate(), person.vehicle().modelYear()));
  }

  @Test
  void an_enterprise_is_found_by_its_code() throws Exception {
    Organisation organisation = SyntheticPeople.organisation(3);
    String body =
        "{\"key\":{\"uscc\":\"%s\"},\"fields\":[\"name\",\"registered_capital\"]}"
            .formatted(organisation.uscc());
    assertThat(post("/samr/enterprises", body).body())
        .contains("\"name\":\"" + organisation.name() + "\"")
        .contains("\"registered_capital\":" + organisation.registeredCapital());
  }

  @Test
  void an_identity_is_found_by_its_number() throws Exception {
    assertIdentityIsFound();
  }

  private static void assertIdentityIsFound() throws IOException, InterruptedException {
    Person person = SyntheticPeople.person(299);
    String body =
        "{\"key\":{\"id_number\":\"%s\"},\"fields\":[\"portrait_digest\"]}"
            .formatted(person.idNumber());
    assertThat(post("/mps/identity", body).body()).contains(person.portraitDigest());
  }

  @Test
  void an_unknown_key_has_no_records() throws Exception {
    HttpResponse<String> response =
        post("/mps/vehicles", "{\"key\":{\"id_number\":\"' or 1=1\"},\"fields\":[\"plate\"]}");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"records\":[]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "nonsense",
        "{\"key\":{\"id_number\":\"1\"},\"fields\":[]}",
        "{\"key\":{\"id_number\":\"1\"},\"fields\":[\"former_name\"]}",
        "{\"key\":{\"id_number\":\"1\"},\"fields\":[\"plate; drop table vehicle\"]}",
        "{\"key\":{\"plate\":\"1\"},\"fields\":[\"plate\"]}",
        "{\"key\":{\"id_number\":1},\"fields\":[\"plate\"]}",
        "{\"key\":{\"id_number\":\"1\"},\"fields\":[\"plate\"],\"limit\":0}",
        "{\"key\":{\"id_number\":\"1\"},\"fields\":[\"plate\"],\"limit\":101}",
        "{\"key\":{\"id_number\":\"1\"},\"fields\":[\"plate\"],\"where\":\"true\"}",
        "{\"key\":{\"id_number\":\"1\"},\"fields\":[\"plate\"]} {}",
        "{\"key\":{\"id_number\":[[[[[[\"1\"]]]]]]},\"fields\":[\"plate\"]}"
      })
  void a_question_outside_the_contract_is_refused(String body) throws Exception {
    assertThat(post("/mps/vehicles", body).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"mps,conviction_check,300", "mof,subsidy_payment,", "moe,student,"})
  void the_exchange_reads_the_published_table_and_writes_nothing(
      String department, String table, Long rows) throws Exception {
    try (Connection connection = connect(departments, department);
        Statement statement = connection.createStatement()) {
      try (ResultSet result = statement.executeQuery("select count(*) from " + table)) {
        result.next();
        assertThat(result.getLong(1)).isEqualTo(rows == null ? expected(table) : rows.longValue());
      }
      statement.execute("set default_transaction_read_only = off");
      assertThatThrownBy(() -> statement.execute("delete from " + table))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void the_exchange_reads_no_table_that_is_served_over_http() throws Exception {
    try (Connection connection = connect(departments, "mps");
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeQuery("select * from vehicle"))
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void a_department_reads_no_database_of_another() {
    DemoProcess.Access access = departments.jdbc("mnr");
    String other = departments.jdbc("mca").url();
    assertThatThrownBy(() -> DriverManager.getConnection(other, access.user(), access.password()))
        .hasMessageContaining("permission denied");
  }

  @Test
  void a_service_writes_numbers_and_truth_values_as_such() throws Exception {
    String body =
        "{\"key\":{\"id_number\":\"%s\"},\"fields\":[\"insured_sum\",\"covered_until\"]}"
            .formatted(SyntheticPeople.person(6).idNumber());
    assertThat(post("/nfra/compulsory-cover", body).body())
        .contains("\"covered_until\":\"2026-")
        .contains("\"insured_sum\":200000.00");
    String child = SyntheticPeople.children(300).findFirst().orElseThrow().idNumber();
    String question =
        "{\"key\":{\"id_number\":\"%s\"},\"fields\":[\"entry_check_passed\"]}".formatted(child);
    assertThat(post("/nhc/vaccinations", question).body())
        .containsPattern("\"entry_check_passed\":(true|false)[,}]");
  }

  @Test
  void a_wrong_password_is_refused() {
    DemoProcess.Access access = departments.jdbc("mps");
    assertThatThrownBy(() -> DriverManager.getConnection(access.url(), access.user(), "wrong"))
        .hasMessageContaining("password authentication failed");
    assertThatThrownBy(() -> DriverManager.getConnection(access.url(), "postgres", ""))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void files_with_credentials_are_readable_by_their_owner_alone() throws IOException {
    for (String file : new String[] {"ready.json", "cluster.properties"}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file))))
          .isEqualTo("rw-------");
    }
    assertThat(data.resolve("superuser.password")).doesNotExist();
  }

  @Test
  void a_second_process_in_the_folder_is_refused_and_disturbs_nothing() throws Exception {
    assertThatThrownBy(() -> DemoProcess.start(data, SMALL)).isInstanceOf(IOException.class);
    assertIdentityIsFound();
  }

  @Test
  void an_order_for_an_unknown_fault_is_refused() {
    assertThatThrownBy(() -> departments.fault("mps", "sulk", 0)).hasMessageContaining("400");
    assertThatThrownBy(() -> departments.fault("moon", "none", 0)).hasMessageContaining("400");
  }

  @Test
  void data_and_credentials_survive_a_kill_and_the_postgres_left_behind(@TempDir Path own)
      throws Exception {
    DemoProcess killed = DemoProcess.start(own, SMALL);
    String password = killed.jdbc("mps").password();
    killed.handle().destroyForcibly();
    killed.handle().onExit().get(10, TimeUnit.SECONDS);
    assertThat(LeftoverPostgres.find(own.resolve("pg"))).isPresent();
    try (DemoProcess next = DemoProcess.start(own, SMALL);
        Connection connection = connect(next, "mps");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select count(*) from resident")) {
      result.next();
      assertThat(result.getLong(1)).isEqualTo(300 + SyntheticPeople.children(300).count());
      assertThat(next.jdbc("mps").password()).isEqualTo(password);
    }
  }

  @Test
  void the_end_of_standard_input_ends_the_process_and_its_postgres(@TempDir Path own)
      throws Exception {
    DemoProcess child = DemoProcess.start(own, SMALL);
    Optional<ProcessHandle> postgres = LeftoverPostgres.find(own.resolve("pg"));
    assertThat(postgres).isPresent();
    child.close();
    assertThat(child.handle().isAlive()).isFalse();
    assertThat(LeftoverPostgres.find(own.resolve("pg"))).isEmpty();
    assertThat(own.resolve("ready.json")).doesNotExist();
  }

  @Test
  void another_population_is_loaded_anew(@TempDir Path own) throws Exception {
    DemoProcess.start(own, SMALL).close();
    try (DemoProcess next = DemoProcess.start(own, "--persons", "10", "--organisations", "5");
        Connection connection = connect(next, "mps");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select count(*) from resident")) {
      result.next();
      assertThat(result.getLong(1)).isEqualTo(10);
    }
  }

  private static long expected(String table) {
    if (table.equals("student")) {
      return SyntheticPeople.children(300).filter(child -> child.age() >= 6).count();
    }
    long payments = 0;
    for (long i = 0; i < 300; i++) {
      payments += SyntheticPeople.person(i).payments().size();
    }
    return payments;
  }

  private static Connection connect(DemoProcess to, String department) throws SQLException {
    DemoProcess.Access access = to.jdbc(department);
    return DriverManager.getConnection(access.url(), access.user(), access.password());
  }

  private static HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(departments.http() + path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
