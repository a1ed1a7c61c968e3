package org.mingjing.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoSettingsTest {
  @Test
  void what_is_not_said_has_a_default() {
    DemoSettings settings = DemoSettings.of("--data", "somewhere");
    assertThat(settings.data()).isEqualTo(Path.of("somewhere").toAbsolutePath());
    assertThat(settings.httpPort()).isZero();
    assertThat(settings.persons()).isEqualTo(100_000);
    assertThat(settings.organisations()).isEqualTo(20_000);
    assertThat(settings.withParent()).isFalse();
  }

  @Test
  void all_options_are_understood() {
    DemoSettings settings =
        DemoSettings.of(
            "--with-parent",
            "--persons",
            "5",
            "--organisations",
            "6",
            "--http-port",
            "7",
            "--postgres-port",
            "8",
            "--data",
            "d");
    assertThat(settings)
        .isEqualTo(new DemoSettings(Path.of("d").toAbsolutePath(), 7, 8, 5, 6, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--data",
        "--persons 5",
        "--data d --persons",
        "--data d --persons 0",
        "--data d --persons many",
        "--data d --persons 100000001",
        "--data d --http-port 65536",
        "--data d --colour blue"
      })
  void anything_else_is_refused_with_the_usage(String line) {
    String[] arguments = line.isEmpty() ? new String[0] : line.split(" ", -1);
    assertThatThrownBy(() -> DemoSettings.of(arguments))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("usage:");
  }
}
