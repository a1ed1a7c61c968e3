package org.mingjing.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mingjing.bench.report.Median;

class MedianTest {
  @Test
  void it_is_the_value_in_the_middle_in_whatever_order_they_come() {
    assertThat(Median.of(List.of(3.0, 100.0, 1.0))).isEqualTo(3);
    assertThat(Median.of(List.of(0.5, 0.7, 0.6, 0.9, 0.8))).isEqualTo(0.7);
    assertThat(Median.of(List.of(4.0))).isEqualTo(4);
  }

  @Test
  void of_an_even_number_it_is_the_higher_of_the_two() {
    assertThat(Median.of(List.of(2.0, 1.0))).isEqualTo(2);
  }

  @Test
  void no_values_have_none() {
    assertThatIllegalArgumentException().isThrownBy(() -> Median.of(List.of()));
  }
}
