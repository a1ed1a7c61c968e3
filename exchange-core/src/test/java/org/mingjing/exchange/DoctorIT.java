package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mingjing.exchange.TestCalls.MCA;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mingjing.exchange.operations.DataFolder;
import org.mingjing.exchange.operations.DatabaseAccess;
import org.mingjing.exchange.operations.EmbeddedPostgres;
import org.mingjing.exchange.operations.doctor.Diagnosis;
import org.mingjing.exchange.operations.doctor.Diagnosis.Verdict;
import org.mingjing.exchange.operations.doctor.Doctor;
import org.mingjing.ledger.crypto.Ed25519Key;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An installation in which one thing is broken: the doctor names that, how to mend it, and touches
 * nothing.
 */
class DoctorIT {
  private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
  private static final List<String> CHECKS =
      List.of(
          "java",
          "data-folder",
          "disk-space",
          "port",
          "keys",
          "key-permissions",
          "key-contents",
          "postgresql",
          "durability",
          "roles",
          "clock",
          "remembered-checkpoint",
          "ledger",
          "policy-published",
          "policy-files",
          "departments");

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static Path sound;
  private static List<Diagnosis> whileRunning = List.of();

  /** A node that has served some calls, examined while it runs and then stopped. */
  @BeforeAll
  static void installation() {
    sound = Surroundings.fresh("doctor").resolve("sound");
    Installation installation = new Installation(sound);
    try (NodeProcess node = NodeProcess.start(sound, ExchangeApplication.class, Map.of())) {
      assertThat(node.alive()).isTrue();
      CallingSystem mca = CallingSystem.of(installation, MCA);
      for (int i = 0; i < 3; i++) {
        assertThat(mca.call(TestCalls.resident(TestCalls.person(i).idNumber())).status())
            .isEqualTo(200);
      }
      int port = java.net.URI.create(installation.baseUrl()).getPort();
      whileRunning = Doctor.examine(Doctor.Plan.here(Surroundings.home(), sound, port));
    }
  }

  private static Path copy(String name) throws IOException {
    Path copy = Surroundings.fresh("doctor-" + name);
    try (Stream<Path> files = Files.walk(sound)) {
      for (Path file : files.filter(f -> !f.toString().contains("demo-departments")).toList()) {
        Path to = copy.resolve(sound.relativize(file));
        if (!Files.exists(to)) {
          Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    return copy;
  }

  private static Doctor.Plan plan(Path data) {
    return new Doctor.Plan(Surroundings.home(), data, 0, 25, 1, PATIENCE, Clock.systemUTC());
  }

  private static List<Diagnosis> problems(List<Diagnosis> found) {
    return found.stream().filter(d -> d.verdict() == Verdict.PROBLEM).toList();
  }

  @Test
  void a_running_exchange_is_sound() {
    assertThat(problems(whileRunning)).isEmpty();
    assertThat(whileRunning).allMatch(d -> d.verdict() == Verdict.OK);
    for (String check : CHECKS) {
      assertThat(whileRunning).as(check).anyMatch(d -> d.check().startsWith(check));
    }
  }

  @Test
  void a_stopped_exchange_is_sound_and_stays_as_it_is() throws IOException {
    Path data = copy("untouched");
    Map<String, String> before = contents(data);

    List<Diagnosis> found = Doctor.examine(plan(data));

    assertThat(problems(found)).isEmpty();
    assertThat(found)
        .filteredOn(d -> d.verdict() == Verdict.NOT_CHECKED)
        .extracting(Diagnosis::check)
        .containsExactly("departments");
    assertThat(contents(data)).isEqualTo(before);
  }

  /** Every file with its length, its time and its bytes. */
  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        String bytes =
            Files.isRegularFile(file)
                ? Integer.toHexString(java.util.Arrays.hashCode(Files.readAllBytes(file)))
                : "folder";
        contents.put(file.toString(), Files.getLastModifiedTime(file) + " " + bytes);
      }
    }
    return contents;
  }

  @Test
  void before_the_first_start_there_is_nothing_to_mend_and_nothing_is_made() {
    Path data = Surroundings.fresh("doctor-fresh").resolve("data");

    List<Diagnosis> found = Doctor.examine(plan(data));

    assertThat(problems(found)).isEmpty();
    assertThat(found).anyMatch(d -> d.check().equals("postgresql") && d.verdict() == Verdict.OK);
    assertThat(data).doesNotExist();
  }

  /** Breaks a copy. */
  @FunctionalInterface
  interface Break {
    void in(Path data) throws IOException, SQLException;
  }

  /** What one thing that is broken must be called: by which check, with which words. */
  record Broken(String name, String check, String says, Break breaking) {}

  /** Each line is one installation; what is broken together must be found together. */
  static Stream<List<Broken>> broken() {
    return Stream.of(
        List.of(
            broken("a lost tag key", "keys", "tag.keys", d -> remove(d, "secrets/tag.keys")),
            broken("a key that others may read", "key-permissions", "log.key", DoctorIT::open),
            broken(
                "a spoiled token key",
                "key-contents",
                "token.key",
                d -> write(d, "secrets/token.key", "{\"kty\":\"EC\"}")),
            broken(
                "departments that are away",
                "departments",
                "is not reached",
                DoctorIT::departmentsAway)),
        List.of(
            broken("another log's key", "key-contents", "log.key", DoctorIT::anotherLogKey),
            broken(
                "a lost checkpoint",
                "remembered-checkpoint",
                "is missing",
                d -> remove(d, "remembered-checkpoint")),
            broken("a lost ledger", "ledger", "is missing", d -> remove(d, "ledger/ledger.log"))),
        List.of(
            broken(
                "a spoiled tag key",
                "key-contents",
                "tag.keys",
                d -> write(d, "secrets/tag.keys", "c2hvcnQ=\n")),
            broken(
                "a spoiled checkpoint",
                "remembered-checkpoint",
                "damaged",
                d -> write(d, "remembered-checkpoint", "x".repeat(4000))),
            broken("a changed ledger", "ledger", "", DoctorIT::changeLedger)),
        List.of(
            broken(
                "a lost password",
                "keys",
                "postgres-application",
                d -> remove(d, "secrets/postgres-application"))),
        List.of(
            broken(
                "another password",
                "postgresql",
                "28P01",
                d -> write(d, "secrets/postgres-application", "wrong"))),
        List.of(
            broken(
                "a damaged database",
                "postgresql",
                "PostgreSQL",
                d -> remove(d, "postgres/global/pg_control"))));
  }

  private static Broken broken(String name, String check, String says, Break breaking) {
    return new Broken(name, check, says, breaking);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void what_is_broken_is_named(List<Broken> broken) throws IOException, SQLException {
    Path data = copy("broken");
    for (Broken one : broken) {
      one.breaking().in(data);
    }

    List<Diagnosis> found = problems(Doctor.examine(plan(data)));

    for (Broken one : broken) {
      assertThat(found).as(one.name()).anyMatch(d -> names(d, one.check(), one.says()));
    }
  }

  private static boolean names(Diagnosis diagnosis, String check, String says) {
    return diagnosis.check().startsWith(check)
        && diagnosis.found().en().contains(says)
        && HAN.matcher(diagnosis.found().zh()).find()
        && !diagnosis.mend().en().isBlank()
        && !diagnosis.mend().zh().isBlank();
  }

  @Test
  void a_database_whose_settings_roles_or_rows_were_changed_is_named() throws Exception {
    Path data = copy("changed");
    execute(
        data,
        "alter role mingjing_app set synchronous_commit = off",
        "alter role mingjing_app superuser",
        "grant update on entry to mingjing_app",
        "alter role mingjing_owner createrole",
        "delete from log_head where size = (select max(size) from log_head)",
        """
        update policy_document
        set body = convert_to(replace(convert_from(body, 'UTF8'), 'Ministry', 'Mynistry'), 'UTF8')
        where name = 'departments.yaml'
        """);

    List<Diagnosis> found = problems(Doctor.examine(plan(data)));

    assertThat(found)
        .extracting(Diagnosis::check)
        .contains("durability", "roles", "remembered-checkpoint", "policy-published");
    assertThat(found)
        .anyMatch(d -> names(d, "durability", "synchronous_commit = off"))
        .anyMatch(d -> names(d, "roles", "mingjing_app superuser"))
        .anyMatch(d -> names(d, "roles", "entry UPDATE"))
        .anyMatch(d -> names(d, "roles", "mingjing_owner createrole"))
        .anyMatch(d -> names(d, "remembered-checkpoint", "set back"))
        .anyMatch(d -> names(d, "policy-published", "the log names"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          update data_grant set body = convert_to(replace(convert_from(body, 'UTF8'), 'masked', 'full'), 'UTF8') | the log names
          update entry set kind = kind + 90 where kind = 10 | is hidden
          """)
  void what_a_start_would_refuse_is_named(String change, String says) throws Exception {
    Path data = copy("refused");
    execute(data, change);

    assertThat(problems(Doctor.examine(plan(data))))
        .anyMatch(d -> names(d, "policy-published", says))
        .noneMatch(d -> d.found().zh().contains(says));
  }

  private static void remove(Path data, String file) throws IOException {
    Files.delete(data.resolve(file));
  }

  private static void write(Path data, String file, String text) throws IOException {
    Files.writeString(data.resolve(file), text);
  }

  private static void anotherLogKey(Path data) throws IOException {
    remove(data, "secrets/log.key");
    Ed25519Key.generate(new SecureRandom()).store(data.resolve("secrets/log.key"));
  }

  private static void changeLedger(Path data) throws IOException {
    try (RandomAccessFile file =
        new RandomAccessFile(data.resolve("ledger/ledger.log").toFile(), "rw")) {
      file.seek(file.length() / 2);
      int there = file.read();
      file.seek(file.length() / 2);
      file.write(there ^ 1);
    }
  }

  private static void departmentsAway(Path data) throws IOException {
    Files.createDirectories(data.resolve("demo-departments"));
    write(
        data,
        "demo-departments/ready.json",
        "{\"http\":\"http://127.0.0.1:1\",\"jdbc\":{\"mps\":{\"url\":\"jdbc:postgresql://127.0.0.1:1/mps\",\"user\":\"x\",\"password\":\"y\"}}}");
  }

  private static void open(Path data) throws IOException {
    Files.setPosixFilePermissions(
        data.resolve("secrets/log.key"), PosixFilePermissions.fromString("rw-r--r--"));
  }

  private static void execute(Path folder, String... statements) throws IOException, SQLException {
    try (DataFolder data = DataFolder.open(folder);
        EmbeddedPostgres server = EmbeddedPostgres.start(data, new SecureRandom())) {
      DatabaseAccess access = server.access();
      try (Connection connection =
              DriverManager.getConnection(
                  access.url(), access.superuser().user(), access.superuser().password());
          Statement change = connection.createStatement()) {
        for (String statement : statements) {
          change.execute(statement);
        }
      }
    }
  }

  @Test
  void a_machine_that_does_not_do_is_named() throws IOException {
    Path file = Files.createFile(Surroundings.fresh("doctor-machine").resolve("file"));
    Doctor.Plan here = plan(sound);
    Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-30));
    Path home = Surroundings.homeWithOwnConfig(Surroundings.fresh("doctor-home"));
    Files.writeString(home.resolve("config/policy/purposes.yaml"), "- code: [");

    assertThat(names(new Doctor.Plan(home, here.data(), 0, 21, Long.MAX_VALUE, PATIENCE, ahead)))
        .containsExactly("java", "disk-space", "clock", "policy-files");
    assertThat(names(new Doctor.Plan(here.home(), file, 0, 25, 1, PATIENCE, here.clock())))
        .containsExactly("data-folder");
  }

  private static List<String> names(Doctor.Plan plan) {
    return problems(Doctor.examine(plan)).stream().map(Diagnosis::check).toList();
  }

  @Test
  void a_port_that_is_taken_is_told_with_who_has_it() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Diagnosis> found =
          problems(
              Doctor.examine(Doctor.Plan.here(Surroundings.home(), sound, other.getLocalPort())));

      assertThat(found).extracting(Diagnosis::check).containsExactly("port");
      assertThat(found.getFirst().found().en())
          .contains("java (pid " + ProcessHandle.current().pid() + ")");
    }
  }

  @Test
  void the_command_says_it_in_json_and_by_its_exit_code() throws Exception {
    Path broken = copy("command");
    remove(broken, "secrets/tag.keys");

    Said good = command("doctor", "--data", sound.toString(), "--port", "0", "--output", "json");
    Said bad = command("doctor", "--data", broken.toString(), "--port", "0", "--output", "json");
    Said table = command("doctor", "--data", broken.toString(), "--port", "0");
    Said wrong = command("doctor", "--output", "xml");

    assertThat(good.exit()).as(good.out()).isZero();
    assertThat(JsonMapper.shared().readTree(good.out()).path("sound").asBoolean(false)).isTrue();
    assertThat(bad.exit()).isEqualTo(1);
    JsonNode keys =
        JsonMapper.shared()
            .readTree(bad.out())
            .path("checks")
            .valueStream()
            .filter(check -> check.path("check").asString("").equals("keys"))
            .findFirst()
            .orElseThrow();
    assertThat(keys.path("verdict").asString("")).isEqualTo("problem");
    assertThat(keys.path("mend").path("zh").asString("")).isNotBlank();
    assertThat(table.exit()).isEqualTo(1);
    assertThat(table.out())
        .contains(
            "PROBLEM  keys: secrets 中缺少 [tag.keys]", "missing in secrets: [tag.keys]", "→ 请从备份恢复");
    assertThat(wrong.exit()).isEqualTo(2);
  }

  private record Said(int exit, String out) {}

  private static Said command(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-Dstdout.encoding=UTF-8",
            "-Dmingjing.home=" + Surroundings.home()));
    command.addAll(List.of("-cp", Surroundings.nodeClassPath(), "org.mingjing.exchange.cli.Main"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (InputStream out = process.getInputStream()) {
      String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Said(process.exitValue(), said);
    }
  }
}
