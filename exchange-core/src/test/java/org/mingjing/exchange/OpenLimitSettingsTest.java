package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class OpenLimitSettingsTest {

  @Test
  void a_limit_below_one_is_refused_by_the_name_of_its_setting() {
    for (long wrong : new long[] {0, -1}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new ExchangeSettings.OpenFields(wrong, 1))
          .withMessageContaining("mingjing.open-limits.per-system-per-day");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new ExchangeSettings.OpenFields(1, wrong))
          .withMessageContaining("per-subject-per-day must be at least 1");
    }
  }

  @Test
  void a_limit_on_probes_below_one_is_refused_by_the_name_of_its_setting() {
    for (long wrong : new long[] {0, -1}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new ExchangeSettings.Probes(wrong, 1))
          .withMessageContaining("mingjing.probe-limits.per-subject-per-day");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new ExchangeSettings.Probes(1, wrong))
          .withMessageContaining("per-officer-per-day must be at least 1");
    }
  }
}
