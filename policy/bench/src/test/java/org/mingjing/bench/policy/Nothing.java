package org.mingjing.bench.policy;

/** What measuring itself costs. */
final class Nothing implements Engine {

  @Override
  public Object decide(int question) {
    return this;
  }

  @Override
  public boolean permits(Object answer) {
    return false;
  }
}
