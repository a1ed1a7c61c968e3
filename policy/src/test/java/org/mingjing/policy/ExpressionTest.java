package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions in CEL: what they may name, and that anything but a plain true denies. */
class ExpressionTest {

  /** Midnight of Monday, the first of June 2026, in Shanghai. */
  private static final Instant MIDNIGHT = Instant.parse("2026-05-31T16:00:00Z");

  private static final List<String> TRUE =
      List.of(
          "call.purpose == 'assistance'",
          "call.answer in ['masked', 'full']",
          "call.resource.startsWith('mps.')",
          "call.subjectType == 'person'",
          "call.zone == 'extranet'",
          "call.subjects == 1",
          "call.assurance >= 2 && call.assurance < 3",
          "!call.job",
          "!call.partial",
          "call.caseStated",
          "call.officerStated",
          "caller.department == 'MCA'",
          "caller.system.endsWith('-assistance')",
          "authorisation.kind == 'separate'",
          "authorisation.reference.contains('REF') && size(authorisation.reference) == 5",
          "time.year == 2026",
          "time.month == 6",
          "time.day == 1",
          "time.hour == 0",
          "time.weekday == 1",
          "time.workingDay",
          "asserted.response == 'R-1'",
          "asserted.incident != 'I-2' ? true : false");

  private static final WorkingDays WORKING_DAYS = TestPolicies.shipped().policy().workingDays();

  @TempDir private Path folder;

  private final Policy small =
      TestPolicies.loaded(TestPolicies.RESOURCES.resolve("small")).policy();

  @Test
  void every_attribute_has_the_value_of_the_call() {
    Set<String> named = new TreeSet<>();
    for (String text : TRUE) {
      Expression expression = compiled(text);
      named.addAll(expression.attributes());
      assertThat(expression.failure(at(full()))).as(text).isEmpty();
      assertThat(compiled("!(" + text + ")").failure(at(full()))).as(text).isPresent();
    }
    assertThat(named).containsExactlyInAnyOrderElementsOf(Attribute.names());
  }

  @Test
  void the_table_of_the_readme_lists_every_attribute_with_its_type() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(
                Pattern.compile("\\| `(call|caller|authorisation|time|asserted)\\.").asPredicate())
            .map(row -> row.split("\\|", -1)[1].strip() + row.split("\\|", -1)[2].strip())
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(Attribute.values())
                .map(one -> "`" + one.wireName() + "`" + Wire.hyphenated(one.type()))
                .toList());
  }

  /** In CEL, an error beside {@code ||} and something true is true; here it must not be. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "!call.job || asserted.incident == 'I-1'",
        "asserted.incident == 'I-1' || !call.job",
        "call.job ? asserted.incident == 'I-1' : true",
        "!(call.job && asserted.incident == 'I-1')"
      })
  void an_absent_attribute_denies_whatever_else_holds(String text) {
    assertThat(compiled(text).failure(at(full()))).isEmpty();

    Expression.Failure failure = compiled(text).failure(at(asks())).orElseThrow();

    assertThat(failure.reason().en()).contains("asserted.incident").contains(text);
    assertThat(failure.reason().zh()).contains("asserted.incident").contains(text);
  }

  @Test
  void without_an_authorisation_in_force_the_kind_is_statutory_duty_and_there_is_no_reference() {
    TestQuestions expired = asks().with("authorisation", "separate 2026-05-31");

    for (TestQuestions question : List.of(asks(), expired)) {
      assertThat(compiled("authorisation.kind == 'statutory-duty'").failure(at(question)))
          .isEmpty();
      assertThat(compiled("authorisation.reference != ''").failure(at(question)).orElseThrow())
          .extracting(failure -> failure.reason().en())
          .asString()
          .contains("needs authorisation.reference");
    }
  }

  @Test
  void what_cannot_be_evaluated_denies() {
    Expression broken =
        new Expression(
            "call.job",
            EnumSet.of(Attribute.JOB),
            List.of(),
            circumstances -> {
              throw new Expression.NotEvaluated(new IllegalStateException("no value"));
            });

    assertThat(broken.failure(at(full())).orElseThrow().reason().en())
        .isEqualTo("the expression cannot be evaluated: call.job");
  }

  @Test
  void anything_but_a_boolean_denies() {
    for (Object value : List.of("true", 1L, Optional.of(true))) {
      Expression odd =
          new Expression("call.job", Set.of(Attribute.JOB), List.of(), circumstances -> value);
      assertThat(odd.failure(at(full()))).as(value.toString()).isPresent();
    }
  }

  @Test
  void every_fault_of_an_expression_is_told_with_its_place_in_it() {
    Faults faults = new Faults();

    Optional<Expression> none =
        Expressions.compile(
            "call.zoen == 'x'\n && tiem.hour < 18", new Position("list.yaml", 7, 11), faults);

    assertThat(none).isEmpty();
    assertThat(faults.sorted())
        .extracting(fault -> fault.line() + ":" + fault.column() + " " + fault.message().en())
        .satisfiesExactly(
            one -> assertThat(one).startsWith("7:11 there is no variable call.zoen (character 1)"),
            two ->
                assertThat(two).startsWith("7:11 there is no variable tiem.hour (character 22)"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "call.job // && call.caseStated",
        "call.job\n// && call.caseStated",
        "//",
        "authorisation.reference == 'a' // 'b'",
        "authorisation.reference == r'\\' // '",
        "authorisation.reference == '\\\\' // '",
        "authorisation.reference == \"\"\"a\"b\"\"\" // \"",
        "authorisation.reference == '' // ''",
        "authorisation.reference == r\"\"\"\\\"\"\" // \"\"\"",
        "authorisation.reference == 'a\"' // '\""
      })
  void a_comment_is_refused_since_it_may_switch_off_what_follows(String text) {
    Faults faults = new Faults();

    assertThat(Expressions.compile(text, Position.startOf("list.yaml"), faults)).isEmpty();
    assertThat(faults.sorted())
        .extracting(Fault::code, fault -> fault.message().en().split(",", 2)[0])
        .containsExactly(
            tuple("when-comment", "there is // at character " + (text.indexOf("//") + 1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'//'",
        "\"http://a\"",
        "r'\\//'",
        "R\"//\"",
        "'\\'//'",
        "\"\\\\\\\"//\"",
        "'''a'//'''",
        "\"\"\"\\\"\"\"//\"\"\"",
        "r'''\n//'''"
      })
  void two_slashes_in_a_text_are_no_comment(String literal) {
    compiled("authorisation.reference == " + literal + " && !call.job");
    compiled("!call.job && " + literal + " != authorisation.reference");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "call.assurance >= 0",
        "call.assurance > 3",
        "0 < call.assurance",
        "call.assurance != 4",
        "call.subjects >= 0",
        "call.subjects == -1",
        "time.hour < 24",
        "24 > time.hour",
        "time.hour <= 23 && call.job",
        "time.day == 32",
        "time.month == 13",
        "!(time.month == 0)",
        "time.month in [12, 13]",
        "time.weekday in [1, 2, 3, 4, 5, 6, 7]",
        "time.hour != 9223372036854775807",
        "time.hour > -9223372036854775808",
        "call.job ? time.weekday < 8 : true"
      })
  void a_comparison_of_a_number_that_always_comes_to_the_same_is_refused(String text) {
    assertThat(codes(text)).containsExactly("constant-condition");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "call.assurance >= 2",
        "3 == call.assurance",
        "call.subjects == 0",
        "call.subjects < 2147483647",
        "time.hour >= 23",
        "time.hour < 1",
        "time.month != 12",
        "time.day <= 30",
        "time.weekday in [1, 2, 3, 4, 5, 6]",
        "time.month in (call.job ? [1, 2, 3, 4, 5, 6] : [7, 8, 9, 10, 11, 12])",
        "size(call.purpose) > 13",
        "time.year == 2027"
      })
  void a_comparison_that_can_come_either_way_is_none(String text) {
    assertThat(codes(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "call.job || !call.job",
        "!call.job || call.job",
        "call.job && !call.job",
        "call.job && call.partial && !call.job",
        "call.partial || (call.job || !call.partial)",
        "!(call.job && call.partial) || call.partial",
        "(call.job && call.partial) || !(call.partial && call.job)",
        "(call.job || call.partial) || (!call.job && !call.partial)",
        "call.purpose == 'assistance' || 'assistance' != call.purpose",
        "call.assurance < 2 || call.assurance >= 2",
        "call.assurance > 2 && 2 >= call.assurance",
        "call.job == call.job",
        "call.job != !call.job",
        "call.purpose != call.purpose",
        "time.hour <= time.hour",
        "time.hour > time.hour",
        "call.answer in ['masked', call.answer]",
        "call.job || true",
        "!(call.job && !true)",
        "call.job ? true : true",
        "call.job && (call.partial || !call.partial)",
        "authorisation.reference.contains('')",
        "authorisation.reference.startsWith('')",
        "authorisation.reference.endsWith(\"\")",
        "call.zone.contains(call.zone)"
      })
  void a_part_that_always_comes_to_the_same_is_refused(String text) {
    assertThat(codes(text)).containsExactly("constant-condition");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "call.job || !call.partial",
        "call.job || call.job",
        "call.job && true",
        "call.job || false",
        "call.job == !call.partial",
        "call.assurance < 2 || call.assurance >= 3",
        "call.assurance < 2 || 2 < call.assurance",
        "(call.job || call.partial) && !(call.job && call.partial)",
        "authorisation.reference.contains('REF') || !authorisation.reference.contains('ref')",
        "authorisation.reference.contains('a') || !authorisation.reference.startsWith('a')",
        "authorisation.reference != ''",
        "''.contains(authorisation.reference)",
        "call.job ? true : false",
        "size(call.purpose) == 1 || size(call.zone) != 1"
      })
  void a_part_that_can_come_either_way_is_none(String text) {
    assertThat(codes(text)).isEmpty();
  }

  /** Every combination of two of these is looked at in every case: what is refused is constant. */
  @Test
  void only_what_is_constant_is_refused_as_such() {
    List<String> parts =
        List.of(
            "call.job",
            "!call.job",
            "call.partial",
            "!call.partial",
            "(call.job == call.partial)",
            "(call.job != call.partial)",
            "(call.job && call.partial)",
            "!(call.partial || call.job)",
            "(call.partial ? call.job : !call.job)",
            "true");
    int refused = 0;
    for (String left : parts) {
      for (String right : parts) {
        for (String operator : List.of("||", "&&", "==", "!=")) {
          String text = left + " " + operator + " " + right;
          if (!text.contains("call") || codes(text).isEmpty()) {
            continue;
          }
          refused++;
          assertThat(outcomes(text)).as(text).hasSize(1);
        }
      }
    }
    assertThat(refused).isGreaterThan(40);
  }

  /** What it comes to in each case of the two booleans. */
  private Set<Boolean> outcomes(String text) {
    Expression expression =
        Expressions.compile(text, Position.startOf("list.yaml"), new Faults()).orElseThrow();
    Set<Boolean> outcomes = new TreeSet<>();
    for (String job : List.of("true", "false")) {
      for (String partial : List.of("true", "false")) {
        TestQuestions question = asks().with("job", job).with("partial", partial);
        outcomes.add(expression.failure(at(question)).isEmpty());
      }
    }
    return outcomes;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "call.answer != 'mask'",
        "'mask' == call.answer",
        "call.answer in ['masked', 'ful']",
        "'mask' in [call.answer]",
        "call.answer == (call.job ? 'full' : 'mask')",
        "(call.job ? call.answer : authorisation.reference) == 'mask'",
        "!(call.job && call.subjectType != 'persons')",
        "call.subjectType != 'Person'",
        "authorisation.kind != 'writen'",
        "authorisation.kind != ''"
      })
  void a_word_that_a_vocabulary_lacks_is_refused(String text) {
    assertThat(codes(text)).containsExactly("unknown-word");
  }

  @Test
  void a_word_that_is_not_registered_is_refused_and_an_empty_or_long_one_too() throws IOException {
    String text =
        "caller.department == '' || call.purpose == '%s' || call.resource in ['mps.residents', ' ']"
            .formatted("a".repeat(200));

    assertThat(TestPolicies.faults(world("when: \"" + text + "\"")))
        .extracting(Fault::code)
        .containsExactlyInAnyOrder("unknown-department", "unknown-purpose", "unknown-resource");
  }

  @Test
  void words_that_are_registered_load() throws IOException {
    policyWith(
        "when: caller.department in ['MCA', 'MPS'] && caller.system != 'mps-portal' && call.zone =="
            + " 'extranet' && call.resource == 'mps.residents' && call.purpose == 'assistance'");
  }

  private static List<String> codes(String text) {
    Faults faults = new Faults();
    assertThat(Expressions.compile(text, Position.startOf("list.yaml"), faults)).isPresent();
    return faults.sorted().stream().map(Fault::code).toList();
  }

  @Test
  void a_call_that_does_not_meet_the_expression_is_told_so_and_how_it_could() throws IOException {
    Policy policy = policyWith("when: call.assurance >= 3");
    Decider decider = new Decider(policy, grants(policy));

    Refusal refusal = (Refusal) decider.decide(asks().build(), MIDNIGHT);

    assertThat(refusal.code()).isEqualTo(RefusalCode.CONDITION_NOT_MET);
    assertThat(refusal.fields().values())
        .extracting(FieldVerdict::rule)
        .containsOnly("condition.when:MPS-01");
    assertThat(refusal.reason().en()).contains("is false: call.assurance >= 3");
    assertThat(refusal.reason().zh()).contains("不成立：call.assurance >= 3");
    assertThat(refusal.changes())
        .extracting(Change::text)
        .containsExactly(
            new Text("使条件成立：call.assurance >= 3", "meet the expression: call.assurance >= 3"));
  }

  @Test
  void a_call_that_meets_the_expression_is_permitted_as_if_there_were_none() throws IOException {
    Policy policy =
        policyWith("when: 'asserted.incident.startsWith(\"I-\")'\n    relies: asserted");
    Decider decider = new Decider(policy, grants(policy));

    assertThat(decider.decide(full().build(), MIDNIGHT)).isInstanceOf(Permit.class);
    assertThat(decider.decide(asks().build(), MIDNIGHT)).isInstanceOf(Refusal.class);
    assertThat(policy.category(new CategoryCode("MPS-01")).orElseThrow().condition().orElseThrow())
        .satisfies(
            condition -> assertThat(condition.when().orElseThrow().reliesOnAsserted()).isTrue());
  }

  @Test
  void a_condition_that_relies_on_what_is_asserted_is_a_notice() throws IOException {
    Path world = world("when: asserted.incident != ''\n    relies: asserted");

    assertThat(TestPolicies.loaded(world).notices())
        .extracting(Notice::code)
        .contains("relies-asserted");
  }

  @Test
  void the_expression_is_kept_and_read_again() throws IOException {
    Policy policy = policyWith("when: call.assurance >= 2");

    Policy again = Policy.ofDocuments(policy.documents());

    assertThat(again).isEqualTo(policy);
    assertThat(List.copyOf(again.categories())).isEqualTo(List.copyOf(policy.categories()));
  }

  private Policy policyWith(String lines) throws IOException {
    return TestPolicies.loaded(world(lines)).policy();
  }

  private Path world(String lines) throws IOException {
    Path world =
        TestPolicies.copy(TestPolicies.RESOURCES.resolve("small"), folder.resolve("world"));
    Path list = world.resolve("negative-list.yaml");
    String text = Files.readString(list);
    Files.writeString(
        list,
        text.replace(
            "    authorisation: statutory-duty\n",
            "    authorisation: statutory-duty\n    " + lines + "\n"));
    assertThat(Files.readString(list)).isNotEqualTo(text);
    return world;
  }

  private static GrantSet grants(Policy policy) {
    return GrantSet.of(
        policy, TestPolicies.loaded(TestPolicies.RESOURCES.resolve("small")).grants());
  }

  private static Expression compiled(String text) {
    Faults faults = new Faults();
    Optional<Expression> compiled =
        Expressions.compile(text, Position.startOf("list.yaml"), faults);
    assertThat(faults.sorted()).as(text).isEmpty();
    return compiled.orElseThrow();
  }

  private TestQuestions asks() {
    return TestQuestions.shipped(small)
        .with("ask", "mca-assistance mps.residents assistance masked name")
        .with("zone", "extranet");
  }

  private TestQuestions full() {
    return asks()
        .with("authorisation", "separate 2026-06-01")
        .with("response", "R-1")
        .with("incident", "I-1");
  }

  private static Circumstances at(TestQuestions question) {
    return new Circumstances(question.build(), SubjectType.PERSON, MIDNIGHT, WORKING_DAYS);
  }
}
