package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs {@code vectors/decisions.txt}: decision, reasons and obligations of each case. */
class DecisionTableTest {

  private final LoadResult.Loaded loaded = TestPolicies.shipped();
  private final Decider decider =
      new Decider(loaded.policy(), GrantSet.of(loaded.policy(), loaded.grants()));

  @TestFactory
  Stream<DynamicTest> every_case_is_decided_as_written() throws IOException {
    List<List<String>> cases = cases();
    assertThat(cases).hasSizeGreaterThan(35);
    return cases.stream().map(lines -> dynamicTest(lines.getFirst(), () -> check(lines)));
  }

  private void check(List<String> lines) {
    TestQuestions question = TestQuestions.shipped(loaded.policy());
    lines.stream()
        .skip(1)
        .filter(line -> !line.startsWith("=>"))
        .forEach(line -> question.with(line.split(": ", 2)[0], line.split(": ", 2)[1]));
    Decision decision = decider.decide(question.build(), question.at());
    assertThat(rendered(decision)).isEqualTo(lines.getLast().substring(3));
    assertThat(decision.policyDigest()).isEqualTo(loaded.policy().digest());
    assertThat(decision.version()).isEqualTo(1);
    explained(decision);
  }

  /** Every verdict says why in both languages; every refusal says what would change it. */
  private static void explained(Decision decision) {
    assertThat(decision.fields().values())
        .allSatisfy(verdict -> {
          assertThat(verdict.reason().zh()).isNotBlank();
          assertThat(verdict.reason().en()).isNotBlank();
          assertThat(verdict.permitted() && verdict.code().isPresent()).isFalse();
        });
    if (decision instanceof Refusal refusal) {
      assertThat(refusal.changes()).isNotEmpty();
      assertThat(refusal.reason().zh()).isNotBlank();
    }
  }

  private static String rendered(Decision decision) {
    return switch (decision) {
      case Permit permit ->
          "permit "
              + permit.released()
              + " withheld "
              + permit.withheld()
              + " by "
              + permit.grant().map(GrantId::value).orElse("none")
              + permit.obligations().stream()
                  .map(DecisionTableTest::rendered)
                  .collect(Collectors.joining(", ", " {", "}"));
      case Refusal refusal ->
          refusal.code().wireName()
              + " at "
              + refusal.fields().values().stream()
                  .filter(verdict -> verdict.code().isPresent())
                  .map(verdict -> verdict.field() + "=" + verdict.rule() + " ")
                  .collect(Collectors.joining())
              + "alternatives "
              + refusal.alternatives().stream().map(AnswerForm::wireName).toList();
    };
  }

  private static String rendered(Obligation obligation) {
    return switch (obligation) {
      case Obligation.MaskField mask -> "mask " + mask.field() + " " + mask.mask().name();
      case Obligation.WithholdField withhold -> "withhold " + withhold.field();
      case Obligation.LimitRecords limit -> "limit " + limit.records();
      case Obligation.Retain retain -> "retain " + retain.days();
      case Obligation.NoOnwardUse none -> "no-onward-use";
    };
  }

  private static List<List<String>> cases() throws IOException {
    List<List<String>> cases = new ArrayList<>();
    List<String> current = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("src", "test", "vectors", "decisions.txt"))) {
      if (!line.startsWith("#") && !line.isBlank()) {
        current.add(line);
      }
      if (line.startsWith("=>")) {
        cases.add(List.copyOf(current));
        current.clear();
      }
    }
    return cases;
  }
}
