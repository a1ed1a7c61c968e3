package org.mingjing.exchange.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Stops the PostgreSQL that a killed predecessor left running in a data folder. */
final class LeftoverPostgres {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private LeftoverPostgres() {}

  static void stop(Path folder) {
    owner(folder).ifPresent(LeftoverPostgres::end);
  }

  /**
   * The live postmaster of this very folder: its pid file names it, and its working directory is
   * the folder.
   */
  static Optional<ProcessHandle> owner(Path folder) {
    Path pidFile = folder.resolve("postmaster.pid");
    try {
      String pid = Files.readAllLines(pidFile).stream().findFirst().orElse("");
      return ProcessHandle.of(Long.parseLong(pid.strip()))
          .filter(ProcessHandle::isAlive)
          .filter(p -> worksIn(p, folder));
    } catch (NumberFormatException | NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + pidFile, e);
    }
  }

  private static boolean worksIn(ProcessHandle process, Path folder) {
    try {
      return Files.isSameFile(Path.of("/proc", Long.toString(process.pid()), "cwd"), folder);
    } catch (IOException e) {
      return false; // it ended meanwhile, or is not ours to look at
    }
  }

  private static void end(ProcessHandle postmaster) {
    if (!signal("INT", postmaster)) {
      signal("QUIT", postmaster);
    }
  }

  /**
   * SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one (recovery follows at the next
   * start).
   */
  private static boolean signal(String name, ProcessHandle postmaster) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(postmaster.pid())).start().waitFor();
      postmaster.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (java.util.concurrent.TimeoutException | java.util.concurrent.ExecutionException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot stop the left PostgreSQL " + postmaster.pid(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
