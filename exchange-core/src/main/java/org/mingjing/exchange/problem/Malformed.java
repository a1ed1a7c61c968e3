package org.mingjing.exchange.problem;

import java.util.List;
import org.mingjing.policy.Text;

/** The body of a request does not fit; answered at once, and without an entry. */
public final class Malformed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem.Member> members;

  Malformed(List<Problem.Member> members) {
    super("malformed", null, false, false);
    this.members = List.copyOf(members);
  }

  /** With one member at fault. */
  public static Malformed of(String path, Text fault) {
    return new Malformed(List.of(new Problem.Member(path, fault)));
  }

  /** What the caller is told: every member at fault. */
  public Problem problem() {
    return Problem.of(ProblemCode.MALFORMED).members(members);
  }
}
