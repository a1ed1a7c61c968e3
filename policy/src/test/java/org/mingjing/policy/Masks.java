package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at what a mask lets through. */
final class Masks {

  private Masks() {}

  /** What is kept; empty: withheld. */
  static Optional<String> kept(Mask mask, String value) {
    return switch (mask.apply(value)) {
      case Masked.Kept kept -> Optional.of(kept.value());
      case Masked.Withheld nothing -> Optional.empty();
    };
  }

  /** A row of a table of near misses; no text where the value is withheld. */
  static void check(Mask mask, String value, @Nullable String kept) {
    assertThat(kept(mask, value)).isEqualTo(Optional.ofNullable(kept));
  }
}
