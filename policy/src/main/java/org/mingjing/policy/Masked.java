package org.mingjing.policy;

/** What a mask made of a value. */
public sealed interface Masked {

  /** What may leave. */
  record Kept(String value) implements Masked {}

  /** Nothing may leave; the reason never contains the value. */
  record Withheld(Text reason) implements Masked {}
}
