package org.mingjing.connectors.soap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mingjing.connectors.HttpSettings;
import org.mingjing.connectors.Limits;
import org.mingjing.connectors.SourceAnswer;
import org.mingjing.connectors.SourceAnswer.Fetched;
import org.mingjing.connectors.SourceAnswer.SourceFailure;
import org.mingjing.connectors.SourceAnswer.SourceFailure.Kind;
import org.mingjing.connectors.SourceCall;
import org.mingjing.connectors.SourceKind.SoapOperation;
import org.mingjing.connectors.SourceRow;
import org.mingjing.connectors.SourceSpec;
import org.mingjing.connectors.Sources;
import org.mingjing.connectors.TestTold;
import org.mingjing.demo.Person;
import org.mingjing.demo.SyntheticPeople;

/** What CXF itself answers, in both versions. */
class SoapSourceIT {
  private static final Person SOMEBODY = SyntheticPeople.person(7);
  private static SoapProcess service;

  @BeforeAll
  static void start() throws IOException {
    service = SoapProcess.start(20);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @AfterEach
  void repair() throws IOException {
    service.fault("none", 0);
  }

  @ParameterizedTest
  @CsvSource({
    "11,refused,the source answered HTTP 500",
    "12,refused,the source answered HTTP 500",
    "11,error,the source answered HTTP 500",
    "12,error,the source answered HTTP 500"
  })
  void a_fault_of_either_side_is_rejected_without_its_text(
      String version, String mode, String detail) throws IOException {
    try (Sources sources = sources(SoapProcess.operation(version))) {
      service.fault(mode, 0);
      assertThat(fetch(sources)).isEqualTo(SourceFailure.rejected(detail));
      service.fault("none", 0);
      assertSound(sources);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"11", "12"})
  void an_answer_with_attachments_is_rejected(String version) {
    SoapOperation plain = SoapProcess.operation(version);
    SoapOperation attached =
        new SoapOperation(
            plain.port(), "/mtom" + version, plain.operation(), true, plain.mapping());
    try (Sources sources = sources(attached)) {
      assertThat(fetch(sources))
          .isInstanceOfSatisfying(
              SourceFailure.class,
              failure -> {
                assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
                assertThat(failure.detail()).startsWith("the answer is not of the type");
              });
    }
    try (Sources sources = sources(plain)) {
      assertSound(sources);
    }
  }

  private static Sources sources(SoapOperation operation) {
    return Sources.start(
        List.of(new HttpSettings("dept", service.url(), 1)),
        List.of(
            new SourceSpec(
                "dept.register",
                "dept",
                operation,
                "id",
                Map.of("id", "IdNumber", "name", "Name"),
                new Limits(1, 10_000, Duration.ofSeconds(5)))));
  }

  private static SourceAnswer fetch(Sources sources) {
    return sources.fetch(
        new SourceCall("dept.register", List.of("name"), SOMEBODY.idNumber(), TestTold.told()));
  }

  private static void assertSound(Sources sources) {
    assertThat(fetch(sources))
        .isEqualTo(new Fetched(List.of(new SourceRow(Map.of("name", SOMEBODY.name())))));
  }
}
