package org.mingjing.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mingjing.connectors.SourceAnswer.Fetched;
import org.mingjing.connectors.SourceAnswer.SourceFailure;
import org.mingjing.connectors.SourceAnswer.SourceFailure.Kind;
import org.mingjing.demo.DemoProcess;
import org.mingjing.demo.Person;
import org.mingjing.demo.SyntheticPeople;

/** What every kind of source promises, shown on each with the real demonstration departments. */
class SourcesIT {
  private static final Limits SHORT = new Limits(1, 10_000, Duration.ofMillis(700));
  private static final Person SOMEBODY = SyntheticPeople.person(42);
  private static final Pattern DIGITS = Pattern.compile("\\d{6,}");
  private static DemoProcess departments;

  @BeforeAll
  static void start(@TempDir Path data) throws IOException {
    OwnServers.home(data.resolve("own"));
    departments = DemoProcess.start(data, "--persons", "500", "--organisations", "10");
  }

  @AfterAll
  static void stop() {
    departments.close();
    OwnServers.stop();
  }

  @AfterEach
  void repair() throws IOException {
    departments.fault("mps", "none", 0);
    OwnServers.repair();
  }

  @ParameterizedTest
  @EnumSource
  void a_known_subject_is_found(Way way) {
    try (Sources sources = way.sources(departments, Way.LIMITS)) {
      assertSound(way, sources, SOMEBODY);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everybody_is_found_as_they_are_whatever_their_name_is_written_in(Way way) {
    try (Sources sources = way.sources(departments, Way.LIMITS)) {
      for (long i = 0; i < 500; i++) {
        assertSound(way, sources, SyntheticPeople.person(i));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_unknown_subject_has_no_records(Way way) {
    try (Sources sources = way.sources(departments, Way.LIMITS)) {
      SourceAnswer answer = sources.fetch(way.call(SyntheticPeople.person(500)));
      assertThat(answer).isEqualTo(new Fetched(List.of()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void only_the_fields_asked_come(Way way) {
    try (Sources sources = way.sources(departments, Way.LIMITS)) {
      for (String field : way.sound(SOMEBODY).keySet()) {
        SourceAnswer answer = sources.fetch(way.call(SOMEBODY.idNumber(), List.of(field)));
        assertThat(answer)
            .isEqualTo(
                new Fetched(
                    List.of(new SourceRow(Map.of(field, text(way.sound(SOMEBODY), field))))));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_key_comes_only_if_it_is_asked(Way way) {
    try (Sources sources = way.sources(departments, Way.LIMITS)) {
      SourceAnswer answer = sources.fetch(way.call(SOMEBODY.idNumber(), List.of("id")));
      assertThat(answer)
          .isEqualTo(new Fetched(List.of(new SourceRow(Map.of("id", SOMEBODY.idNumber())))));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_key_is_a_value_whatever_it_looks_like(Way way) {
    List<String> keys =
        List.of(
            " ",
            "%",
            "' or 1=1 --",
            "'; drop table resident; --",
            "# ? :id :?id ${body}",
            "${exception} {{resource}}",
            "\"},\"fields\":[\"vin\"],\"x\":{\"",
            "\\\"\\u0022\r\nMingjing-Grant: x",
            "../../_fault",
            "\uD842\uDFB7");
    try (Sources sources = way.sources(departments, Way.LIMITS)) {
      for (String key : keys) {
        assertThat(sources.fetch(way.call(key, List.of("id")))).isEqualTo(new Fetched(List.of()));
      }
      assertSound(way, sources, SOMEBODY);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_key_that_no_database_can_hold_does_no_harm(Way way) {
    try (Sources sources = way.sources(departments, Way.LIMITS)) {
      SourceAnswer answer = sources.fetch(way.call("a\0b\n\uD800", List.of("id")));
      assertThat(answer)
          .satisfiesAnyOf(
              a -> assertThat(a).isEqualTo(new Fetched(List.of())),
              a -> assertFailure(a, Kind.REJECTED));
      assertSound(way, sources, SOMEBODY);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothing_is_asked_that_the_catalogue_does_not_know(Way way) {
    try (Sources sources = way.sources(departments, Way.LIMITS)) {
      SourceCall strangerField = way.call(SOMEBODY.idNumber(), List.of("telephone"));
      assertThatThrownBy(() -> sources.fetch(strangerField))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining(SOMEBODY.idNumber());
      SourceCall strangerResource =
          new SourceCall("mps.other", List.of("id"), SOMEBODY.idNumber(), TestTold.told());
      assertThatThrownBy(() -> sources.fetch(strangerResource))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining(SOMEBODY.idNumber());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_call_that_comes_too_late_has_its_answer_at_once(Way way) {
    Sources sources = way.sources(departments, Way.LIMITS);
    sources.close();
    long start = System.nanoTime();
    assertFailure(sources.fetch(way.call(SOMEBODY)), Kind.REJECTED);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
  }

  @ParameterizedTest
  @EnumSource
  void a_source_that_nobody_runs_is_unavailable(Way way) {
    try (Sources sources = Sources.start(List.of(way.nowhere()), List.of(way.spec(Way.LIMITS)))) {
      assertFailure(sources.fetch(way.call(SOMEBODY)), Kind.UNAVAILABLE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_source_that_stops_is_unavailable_to_open_connections_too(Way way, @TempDir Path own)
      throws Exception {
    try (Way.Mortal mortal = way.mortal(own);
        Sources sources = way.started(mortal.connection(), Way.LIMITS)) {
      assertSound(way, sources, SOMEBODY);
      mortal.stop().run();
      assertFailure(sources.fetch(way.call(SOMEBODY)), Kind.UNAVAILABLE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TABLE,hang,TIMEOUT",
    "TABLE,error,REJECTED",
    "TABLE,down,UNAVAILABLE",
    "MARIADB,hang,TIMEOUT",
    "MARIADB,error,REJECTED",
    "MARIADB,down,UNAVAILABLE",
    "TOPIC,hang,TIMEOUT",
    "TOPIC,down,UNAVAILABLE",
    "SOAP_11,hang,TIMEOUT",
    "SOAP_11,drip,TIMEOUT",
    "SOAP_11,error,REJECTED",
    "SOAP_11,down,UNAVAILABLE",
    "SOAP_11,rubbish,REJECTED",
    "SOAP_11,wrong-person,REJECTED",
    "SOAP_11,wrong-type,REJECTED",
    "SOAP_11,huge,REJECTED",
    "SOAP_11,redirect,REJECTED",
    "SOAP_12,hang,TIMEOUT",
    "SOAP_12,drip,TIMEOUT",
    "SOAP_12,error,REJECTED",
    "SOAP_12,down,UNAVAILABLE",
    "SOAP_12,rubbish,REJECTED",
    "SOAP_12,wrong-person,REJECTED",
    "SOAP_12,wrong-type,REJECTED",
    "SOAP_12,huge,REJECTED",
    "SOAP_12,redirect,REJECTED",
    "SERVICE,hang,TIMEOUT",
    "SERVICE,drip,TIMEOUT",
    "SERVICE,error,REJECTED",
    "SERVICE,down,UNAVAILABLE",
    "SERVICE,rubbish,REJECTED",
    "SERVICE,wrong-person,REJECTED",
    "SERVICE,wrong-type,REJECTED",
    "SERVICE,huge,REJECTED",
    "SERVICE,redirect,REJECTED"
  })
  void a_fault_has_its_kind_ends_in_time_and_leaves_the_next_call_unharmed(
      Way way, String fault, Kind kind) throws Exception {
    try (Sources sources = way.sources(departments, SHORT)) {
      assertSound(way, sources, SOMEBODY);
      way.fault(departments, fault, 50);
      for (int i = 0; i < 3; i++) { // more often than there are connections
        long start = System.nanoTime();
        assertFailure(sources.fetch(way.call(SOMEBODY)), kind);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
      }
      way.fault(departments, "none", 0);
      assertRecovers(way, sources);
    }
  }

  @ParameterizedTest
  @EnumSource
  void slowness_within_the_limit_is_waited_for(Way way) throws Exception {
    try (Sources sources = way.sources(departments, Way.LIMITS)) {
      way.fault(departments, "slow", 300);
      long start = System.nanoTime();
      assertSound(way, sources, SOMEBODY);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(290));
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_answer_larger_than_allowed_is_rejected(Way way) {
    try (Sources sources = way.sources(departments, new Limits(1, 10, Duration.ofSeconds(5)))) {
      assertFailure(sources.fetch(way.call(SOMEBODY)), Kind.REJECTED);
    }
  }

  /** A pool finds out about broken connections one by one; the department itself is sound again. */
  private static void assertRecovers(Way way, Sources sources) throws InterruptedException {
    SourceAnswer answer = sources.fetch(way.call(SOMEBODY));
    for (int i = 0; i < 5 && answer instanceof SourceFailure; i++) {
      assertThat(way).isNotEqualTo(Way.SERVICE);
      Thread.sleep(600);
      answer = sources.fetch(way.call(SOMEBODY));
    }
    assertSound(way, sources, SOMEBODY);
  }

  private static void assertSound(Way way, Sources sources, Person person) {
    Fetched sound = new Fetched(List.of(new SourceRow(way.sound(person))));
    assertThat(sources.fetch(way.call(person))).isEqualTo(sound);
  }

  private static void assertFailure(SourceAnswer answer, Kind kind) {
    assertThat(answer).isInstanceOf(SourceFailure.class);
    SourceFailure failure = (SourceFailure) answer;
    assertThat(failure.kind()).as(failure.detail()).isEqualTo(kind);
    assertThat(failure.detail())
        .isNotBlank()
        .doesNotContain(SOMEBODY.idNumber(), SOMEBODY.name(), SOMEBODY.vehicle().plate())
        .doesNotContainPattern(DIGITS);
  }

  private static String text(Map<String, String> values, String field) {
    String text = values.get(field);
    assertThat(text).isNotNull();
    return text == null ? "" : text;
  }
}
