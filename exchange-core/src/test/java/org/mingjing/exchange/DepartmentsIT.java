package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.mingjing.exchange.operations.DemoProcess;

/** The departments' process, as the demonstration starts it. */
class DepartmentsIT {

  /** After a node was killed, the departments of that node may still be on their way out. */
  @Test
  void a_start_waits_until_the_departments_before_have_gone() throws Exception {
    System.setProperty(Surroundings.DEMO_CLASS_PATH, Surroundings.departmentsClassPath());
    Path folder = Surroundings.fresh("departments");
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      CompletableFuture<Void> released =
          CompletableFuture.runAsync(
              () -> release(held), CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS));

      try (DemoProcess departments =
          DemoProcess.start(Surroundings.home(), folder, new DemoProcess.Population(10, 10))) {
        assertThat(released).isDone();
        assertThat(departments.ready().path("http").asString("")).startsWith("http://");
      }
    }
  }

  private static void release(FileLock held) {
    try {
      held.release();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
