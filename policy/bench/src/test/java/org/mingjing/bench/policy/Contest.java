package org.mingjing.bench.policy;

import java.util.List;
import org.mingjing.bench.Installation;
import org.mingjing.policy.Policy;
import org.mingjing.policy.Question;

/** A world and the questions that are asked in it. */
record Contest(World world, List<Question> questions) {

  /** Many more than a cache holds of what deciding touches. */
  private static final int QUESTIONS = 1 << 14;

  /** With random keys among a million, more of them. */
  private static final int QUESTIONS_OF_A_MILLION = 1 << 18;

  /** A stricter draft of the policy of a world of that size. */
  static Policy draft(World.Size size) {
    return World.draft(size, Documents.of(Installation.found().home()));
  }

  static Contest of(World.Size size, boolean withExpression) {
    World world = World.of(size, Documents.of(Installation.found().home()));
    int count = size == World.Size.MILLION ? QUESTIONS_OF_A_MILLION : QUESTIONS;
    return new Contest(world, Questions.of(world, withExpression, count));
  }
}
