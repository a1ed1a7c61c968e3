package org.mingjing.bench.policy;

/** Something that decides prepared questions; what it needs for one is made before it is timed. */
interface Engine {

  /** Decides one of the questions, by its number. */
  Object decide(int question);

  /** Whether what {@link #decide} gave permits the call. */
  boolean permits(Object answer);
}
