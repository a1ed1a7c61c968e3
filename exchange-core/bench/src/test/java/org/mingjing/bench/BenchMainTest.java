package org.mingjing.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BenchMainTest {
  @Test
  void what_it_does_not_understand_is_a_usage_fault() {
    assertThat(run("call", "--output", "xml")).isEqualTo(2);
    assertThat(run("call", "--rows", "fast")).isEqualTo(2);
    assertThat(run("call", "--seconds", "0")).isEqualTo(2);
    assertThat(run("call", "--seconds", "soon")).isEqualTo(2);
    assertThat(run("nothing")).isEqualTo(2);
  }

  @Test
  void help_is_not_a_fault() {
    assertThat(run("--help")).isZero();
  }

  private static int run(String... args) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return BenchMain.run(nowhere, args);
  }
}
