package org.mingjing.exchange.call;

import java.util.List;
import org.mingjing.exchange.problem.Problem;

/** The body of a request does not fit; answered at once, counted, and without an entry. */
final class Malformed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem.Member> members;

  Malformed(List<Problem.Member> members) {
    super("malformed", null, false, false);
    this.members = List.copyOf(members);
  }

  List<Problem.Member> members() {
    return members;
  }
}
