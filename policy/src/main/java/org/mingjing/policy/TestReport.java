package org.mingjing.policy;

import java.util.List;

/** What came of the cases of a policy, and what they leave untested. */
public record TestReport(List<Result> results, Coverage coverage) {

  public TestReport {
    results = List.copyOf(results);
  }

  /**
   * One case.
   *
   * @param reason what the decision says of itself, to be read beside the differences
   * @param differences between what was expected and what came; none: it passes
   */
  public record Result(PolicyCase tested, Text reason, List<Difference> differences) {
    public Result {
      differences = List.copyOf(differences);
    }

    public boolean passed() {
      return differences.isEmpty();
    }
  }

  /**
   * One thing that is not as expected.
   *
   * @param what the key under {@code expect}, or {@code grants}
   */
  public record Difference(String what, String expected, String got) {}

  public List<Result> failed() {
    return results.stream().filter(result -> !result.passed()).toList();
  }

  /**
   * Whether every case passes and nothing is left untested: only then may a policy be published.
   */
  public boolean good() {
    return failed().isEmpty() && coverage.uncovered().isEmpty();
  }
}
