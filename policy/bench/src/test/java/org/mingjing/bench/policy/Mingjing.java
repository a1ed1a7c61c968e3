package org.mingjing.bench.policy;

import java.util.List;
import org.mingjing.policy.Decider;
import org.mingjing.policy.Decision;
import org.mingjing.policy.GrantSet;
import org.mingjing.policy.Permit;
import org.mingjing.policy.Question;

/** Our own. */
final class Mingjing implements Engine {

  private final Question[] questions;

  /** Read once for each decision, as the exchange does; another thread may put a new one there. */
  private volatile Decider decider;

  Mingjing(World world, List<Question> questions) {
    this.questions = questions.toArray(Question[]::new);
    this.decider = new Decider(world.policy(), GrantSet.of(world.policy(), world.grants()));
  }

  void replace(Decider next) {
    decider = next;
  }

  @Override
  public Decision decide(int question) {
    return decider.decide(questions[question], World.NOW);
  }

  @Override
  public boolean permits(Object answer) {
    return answer instanceof Permit;
  }
}
