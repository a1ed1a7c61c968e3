package org.mingjing.demo;

import java.util.Locale;
import java.util.Optional;

/** How a department misbehaves, for tests and demonstrations; {@code millis} is the delay used. */
record Fault(Mode mode, int millis) {
  static final Fault NONE = new Fault(Mode.NONE, 0);

  /** The misbehaviours; what each does is described in the module's README. */
  enum Mode {
    NONE,
    SLOW,
    HANG,
    RUBBISH,
    ERROR,
    DOWN,
    WRONG_PERSON,
    WRONG_TYPE,
    HUGE,
    DRIP,
    REDIRECT;

    static Optional<Mode> of(String wireName) {
      for (Mode mode : values()) {
        if (mode.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(wireName)) {
          return Optional.of(mode);
        }
      }
      return Optional.empty();
    }
  }
}
