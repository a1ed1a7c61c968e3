package org.mingjing.ledger.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StrictBase64Test {
  @Test
  void decodes_what_it_encodes() {
    for (int length = 0; length < 70; length++) {
      var bytes = new byte[length];
      Arrays.fill(bytes, (byte) (3 * length));
      assertThat(StrictBase64.decode(StrictBase64.encode(bytes))).isEqualTo(bytes);
    }
  }

  @Test
  void refuses_every_other_spelling_of_the_same_bytes() {
    // one byte leaves four spare bits, two bytes two; Java's own decoder ignores them
    for (String other :
        new String[] {"AR==", "AQ", "AQ=", "AQ==\n", "AQI", "AQJ=", "-_8=", "AQ== "}) {
      assertThatThrownBy(() -> StrictBase64.decode(other))
          .as(other)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(StrictBase64.decode("AQ==")).containsExactly(1);
    assertThat(StrictBase64.decode("AQI=")).containsExactly(1, 2);
  }
}
