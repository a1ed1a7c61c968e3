package org.mingjing.bench.policy;

import org.mingjing.policy.Decision;
import org.mingjing.policy.FieldVerdict;
import org.mingjing.policy.Refusal;

/** Our own, with every verdict and reason read, as when a call is recorded. */
record Explained(Mingjing engine) implements Engine {

  /**
   * A decision that was read.
   *
   * @param characters of its reasons, so that none may be left unread
   */
  private record Read(Decision decision, int characters) {}

  @Override
  public Object decide(int question) {
    Decision decision = engine.decide(question);
    int characters = 0;
    for (FieldVerdict verdict : decision.fields().values()) {
      characters += verdict.reason().zh().length() + verdict.reason().en().length();
    }
    if (decision instanceof Refusal refusal) {
      characters += refusal.reason().zh().length() + refusal.reason().en().length();
    }
    return new Read(decision, characters);
  }

  @Override
  public boolean permits(Object answer) {
    return answer instanceof Read read && engine.permits(read.decision());
  }
}
