package org.mingjing.bench.policy;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One decision by the engine of a row, which has the process to itself. */
@State(Scope.Benchmark)
public class Decisions {

  /** The row, by its name. */
  @Param("nothing")
  public String row = "";

  private Engine engine = new Nothing();
  private int questions;
  private int next;

  @Setup
  public void prepare() {
    Row chosen = Row.of(row).orElseThrow();
    Contest contest = chosen.contest();
    engine = chosen.engine(contest);
    questions = contest.questions().size();
  }

  @Benchmark
  public Object decide() {
    int question = next;
    next = question + 1 < questions ? question + 1 : 0;
    return engine.decide(question);
  }
}
