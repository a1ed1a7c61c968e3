package org.mingjing.bench.policy;

import java.util.stream.IntStream;
import org.mingjing.bench.WrongAnswer;

/** Compares the answers of another engine with ours, all of them, before anything is timed. */
final class Agreement {

  private Agreement() {}

  /**
   * Asks both every question.
   *
   * @throws WrongAnswer if they differ
   */
  static void check(Row peer, Contest contest) {
    compare(peer.wireName(), contest, peer.engine(contest));
  }

  static void compare(String name, Contest contest, Engine theirs) {
    Engine ours = Row.MINGJING.engine(contest);
    IntStream.range(0, contest.questions().size())
        .filter(number -> permits(ours, number) != permits(theirs, number))
        .findFirst()
        .ifPresent(number -> {
          throw new WrongAnswer(
              name,
              "permits "
                  + permits(theirs, number)
                  + ", where Mingjing says "
                  + ours.decide(number)
                  + ": "
                  + contest.questions().get(number));
        });
  }

  private static boolean permits(Engine engine, int question) {
    return engine.permits(engine.decide(question));
  }
}
