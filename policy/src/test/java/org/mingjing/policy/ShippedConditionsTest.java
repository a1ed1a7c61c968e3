package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every shipped {@code when}: which calls it lets pass, and which it stops. */
class ShippedConditionsTest {

  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final Policy SHIPPED = TestPolicies.shipped().policy();

  /** Category, requester, purpose, then what else the call has; plainly about one person. */
  private static final String PASS =
      """
      MPS-09 NHC epidemic-control response=R-1
      MPS-09 NBS statistics response=none
      NHSA-02 STA tax-deduction
      NHSA-02 CNAO audit
      STA-03 NBS statistics
      STA-03 SAMR risk-warning
      PBC-03 MCA social-assistance authorisation=written
      PBC-03 MPS statutory-inquiry
      MNR-01 MCA means-test case
      MNR-01 MCA means-test authorisation=written
      MNR-01 STA tax-administration organisation
      MNR-02 MPS original-file-inspection case
      MEE-02 MWR project-supervision organisation case
      MOT-01 MOHURD spatial-planning subjects=0
      MOT-01 MPS road-safety case
      MOT-02 MPS statutory-inquiry
      MOT-02 NHC epidemic-control
      NPCPA-02 MCA petition-handling case
      """;

  private static final String STOPPED =
      """
      MPS-09 NHC epidemic-control response=none
      MPS-09 NHC epidemic-control
      MPS-09 NBS statistics
      NHSA-02 STA audit
      NHSA-02 CNAO tax-deduction
      STA-03 SAMR statistics
      PBC-03 MCA social-assistance
      PBC-03 MCA social-assistance authorisation=separate
      PBC-03 MCA statutory-inquiry authorisation=written
      PBC-03 STA social-assistance authorisation=written
      MNR-01 MCA means-test
      MNR-01 MCA means-test authorisation=separate
      MNR-02 MPS original-file-inspection
      MEE-02 MWR project-supervision organisation
      MOT-01 MPS road-safety
      MOT-02 NIA statutory-inquiry
      NPCPA-02 MCA petition-handling
      """;

  @ParameterizedTest
  @ValueSource(strings = {PASS, STOPPED})
  void lets_pass_what_it_should_and_nothing_else(String calls) {
    assertThat(calls.lines())
        .allSatisfy(call ->
            assertThat(circumstances(call).failure(category(call)).isEmpty())
                .isEqualTo(calls.equals(PASS)));
  }

  @Test
  void every_expression_has_a_call_on_either_side() {
    List<String> codes =
        SHIPPED.categories().stream()
            .filter(one -> one.condition().flatMap(Condition::when).isPresent())
            .map(one -> one.code().value())
            .toList();

    for (String calls : List.of(PASS, STOPPED)) {
      assertThat(calls.lines().map(call -> call.split(" ", -1)[0]).collect(Collectors.toSet()))
          .containsExactlyInAnyOrderElementsOf(codes);
    }
  }

  @Test
  void the_calls_are_of_recipients_and_purposes_that_the_registry_lists() {
    assertThat((PASS + STOPPED).lines())
        .allSatisfy(call -> {
          Question question = circumstances(call).question();
          Condition condition = category(call).condition().orElseThrow();
          assertThat(condition.recipients().include(question.requester())).isTrue();
          assertThat(condition.purposes()).contains(question.purpose());
        });
  }

  @Test
  void the_page_on_what_is_mechanised_says_what_the_documents_say() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("MECHANISED.md")).stream()
            .filter(line -> line.matches("\\| [A-Z]+-\\d+ \\|.*"))
            .toList();
    List<String> expected =
        SHIPPED.categories().stream()
            .flatMap(one -> one.condition().map(condition -> row(one, condition)).stream())
            .toList();

    assertThat(rows).hasSize(88).isEqualTo(expected);
  }

  @Test
  void the_page_counts_what_it_lists() throws IOException {
    List<String> remarks =
        SHIPPED.categories().stream()
            .flatMap(one -> one.condition().flatMap(Condition::unmechanised).stream())
            .toList();
    long stricter = remarks.stream().filter(remark -> remark.startsWith("更严：")).count();

    assertThat(Files.readString(Path.of("MECHANISED.md")))
        .contains(
            "%d are mechanised in full, %d in part (%d of them only because the exchange is"
                    .formatted(88 - remarks.size(), remarks.size(), stricter)
                + " stricter");
    assertThat(Files.readString(Path.of("..", "README.md")))
        .contains("(%d in full, %d in part)".formatted(88 - remarks.size(), remarks.size()));
  }

  @Test
  void every_remark_is_in_both_languages() {
    assertThat(SHIPPED.categories())
        .flatMap(one -> one.condition().flatMap(Condition::unmechanised).stream().toList())
        .allSatisfy(remark -> assertThat(remark).matches("[^ ]*\\p{IsHan}.* / [ -~]+"));
  }

  private static String row(Category category, Condition condition) {
    return "| %s | %s / %s | %s%s%s | %s|"
        .formatted(
            category.code(),
            category.name().zh(),
            category.name().en(),
            condition.unmechanised().isPresent() ? "部分 / part" : "全部 / full",
            condition.when().isPresent() ? ", `when`" : "",
            condition.answers().isEmpty() ? "; 不传送 / nothing crosses" : "",
            condition.unmechanised().map(text -> text + " ").orElse(""));
  }

  private static Category category(String call) {
    return SHIPPED.category(new CategoryCode(call.split(" ", -1)[0])).orElseThrow();
  }

  private static Circumstances circumstances(String call) {
    List<String> words = List.of(call.split(" ", -1));
    Question question =
        new Question(
            new SystemId("any-system"),
            new DepartmentId(words.get(1)),
            2,
            "government-extranet",
            new ResourceId("any.resource"),
            List.of("any"),
            new PurposeId(words.get(2)),
            AnswerForm.MASKED,
            false,
            Optional.empty(),
            value(words, "authorisation").map(ShippedConditionsTest::authorisation),
            true,
            words.contains("case"),
            value(words, "subjects").map(Integer::parseInt).orElse(1),
            false,
            new Asserted(value(words, "response"), Optional.empty()));
    SubjectType subject =
        words.contains("organisation") ? SubjectType.ORGANISATION : SubjectType.PERSON;
    return new Circumstances(question, subject, NOW, WorkingDays.UNKNOWN);
  }

  private static Authorisation authorisation(String kind) {
    return new Authorisation(
        AuthorisationKind.of(kind).orElseThrow(),
        "REF-1",
        "sha256:00",
        LocalDate.parse("2026-12-31"));
  }

  private static Optional<String> value(List<String> words, String key) {
    return words.stream()
        .filter(word -> word.startsWith(key + "="))
        .map(word -> word.substring(key.length() + 1))
        .findFirst();
  }
}
