package org.mingjing.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Runs the cases that a policy brings with it. */
public final class PolicyTests {

  private static final String DENY = "deny";
  private static final String PERMIT = "permit";
  private static final String NOTHING = "–";

  private PolicyTests() {}

  /**
   * Decides every case with the real {@link Decider} and compares.
   *
   * @param seed the grants of {@code grants.yaml}, on which cases rely that do not write their own
   */
  public static TestReport run(Policy policy, List<Grant> seed) {
    CaseWorld world = new CaseWorld(policy, seed);
    List<TestReport.Result> results = new ArrayList<>();
    Set<String> tested = new LinkedHashSet<>();
    for (PolicyCase one : policy.cases()) {
      Decision decision = world.decide(one);
      List<TestReport.Difference> differences = new ArrayList<>();
      world.missing(one).forEach(id -> compare("grants", id.value(), NOTHING, differences));
      compare(one.expect(), decision, differences);
      TestReport.Result result = new TestReport.Result(one, reason(decision), differences);
      results.add(result);
      if (result.passed()) {
        tested.addAll(Coverage.rules(one.expect(), decision));
      }
    }
    return new TestReport(results, Coverage.of(policy, tested));
  }

  private static void compare(
      Expectation expected, Decision decision, List<TestReport.Difference> differences) {
    compare("outcome", expected.permit() ? PERMIT : DENY, outcome(decision), differences);
    expected
        .code()
        .ifPresent(code ->
            compare(
                "code",
                code.wireName(),
                decision instanceof Refusal refusal ? refusal.code().wireName() : NOTHING,
                differences));
    compare("rules", expected.rules(), rules(decision), differences);
    compare("withheld", expected.withheld(), withheld(decision), differences);
    compare("obligations", expected.obligations(), obligations(decision), differences);
  }

  private static void compare(
      String what,
      Optional<Set<String>> expected,
      Set<String> got,
      List<TestReport.Difference> differences) {
    expected.ifPresent(some -> compare(what, listed(some), listed(got), differences));
  }

  private static void compare(
      String what, String expected, String got, List<TestReport.Difference> differences) {
    if (!expected.equals(got)) {
      differences.add(new TestReport.Difference(what, expected, got));
    }
  }

  private static String outcome(Decision decision) {
    return switch (decision) {
      case Permit permit -> PERMIT;
      case Refusal refusal -> DENY;
    };
  }

  private static Set<String> rules(Decision decision) {
    return decision.fields().values().stream()
        .filter(verdict -> decision instanceof Permit || !verdict.permitted())
        .map(FieldVerdict::rule)
        .collect(Collectors.toSet());
  }

  private static Set<String> withheld(Decision decision) {
    return switch (decision) {
      case Permit permit -> Set.copyOf(permit.withheld());
      case Refusal refusal -> Set.of();
    };
  }

  private static Set<String> obligations(Decision decision) {
    return switch (decision) {
      case Permit permit ->
          permit.obligations().stream().map(ObligationWords::of).collect(Collectors.toSet());
      case Refusal refusal -> Set.of();
    };
  }

  private static String listed(Set<String> some) {
    return some.isEmpty() ? NOTHING : String.join(", ", new TreeSet<>(some));
  }

  private static Text reason(Decision decision) {
    return switch (decision) {
      case Permit permit ->
          new Text(
              "允许，提供的字段：" + String.join(", ", permit.released()),
              "permitted; fields that leave: " + String.join(", ", permit.released()));
      case Refusal refusal -> refusal.reason();
    };
  }
}
