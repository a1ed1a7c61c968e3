package org.mingjing.exchange.operations;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoProcessTest {
  @TempDir private Path folder;

  @Test
  void departments_that_do_not_start_are_told_with_the_end_of_their_log() {
    DemoProcess.Population population = new DemoProcess.Population(10, 10);

    assertThatThrownBy(() -> DemoProcess.start(folder.resolve("no home"), folder, population))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("did not start; the end of " + folder.resolve("departments.log"))
        .hasMessageContaining("ClassNotFoundException")
        .hasMessageContaining("演示部门未能启动");
  }
}
