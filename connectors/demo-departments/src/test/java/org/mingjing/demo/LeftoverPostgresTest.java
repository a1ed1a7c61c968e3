package org.mingjing.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeftoverPostgresTest {
  @TempDir Path directory;

  @Test
  void a_process_that_reuses_the_number_is_left_alone() throws IOException, InterruptedException {
    Files.writeString(
        directory.resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n" + directory);
    assertThat(LeftoverPostgres.stop(directory)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "no number\n", "-1\n", "99999999999999999999\n", "4194304\n"})
  void a_damaged_or_stale_file_stops_nobody(String content)
      throws IOException, InterruptedException {
    Files.writeString(directory.resolve("postmaster.pid"), content);
    assertThat(LeftoverPostgres.stop(directory)).isFalse();
  }

  @Test
  void a_folder_without_postgres_has_none_left_over() throws IOException, InterruptedException {
    assertThat(LeftoverPostgres.stop(directory.resolve("nothing"))).isFalse();
  }
}
