package org.mingjing.exchange.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder of an embedded PostgreSQL, looked at from outside. */
public final class PostgresFolder {
  private PostgresFolder() {}

  /**
   * The address of the server that runs on the folder, if one does; its port stands in the fourth
   * line of its pid file.
   */
  public static Optional<String> runningUrl(Path folder) throws IOException {
    if (LeftoverPostgres.owner(folder).isEmpty()) {
      return Optional.empty();
    }
    String port = Files.readAllLines(folder.resolve("postmaster.pid")).get(3).strip();
    return Optional.of("jdbc:postgresql://127.0.0.1:" + port + "/mingjing");
  }

  /**
   * Copies the folder of a server that is stopped.
   *
   * @throws Unavailable if there is not twice the room that it takes
   */
  static void copy(Path folder, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      long bytes = files.mapToLong(file -> file.toFile().length()).sum();
      if (Files.getFileStore(to).getUsableSpace() < 2 * bytes) {
        throw new Unavailable(
            "no room for a copy of %s (%d MB) in %s".formatted(folder, bytes >> 20, to),
            "%s 没有空间容纳 %s 的副本（%d MB）".formatted(to, folder, bytes >> 20));
      }
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> !f.endsWith("postmaster.pid")).toList()) {
        Path copy = to.resolve(folder.relativize(file));
        if (!Files.exists(copy)) {
          Files.copy(file, copy, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
