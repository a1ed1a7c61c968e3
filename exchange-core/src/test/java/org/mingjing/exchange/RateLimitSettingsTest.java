package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class RateLimitSettingsTest {

  @Test
  void a_rate_outside_its_range_is_refused_by_the_name_of_its_setting() {
    for (int wrong : new int[] {0, -1, 1_000_001}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new ExchangeSettings.Rate(wrong, 1))
          .withMessageContaining("mingjing.rate-limit.per-second");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new ExchangeSettings.Rate(1, wrong))
          .withMessageContaining("burst must be 1 to 1,000,000");
    }
  }
}
