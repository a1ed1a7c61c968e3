package org.mingjing.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Stops the PostgreSQL that a killed predecessor left behind. {@code postmaster.pid} may be stale
 * and its number reused, so that a process is stopped only if the kernel says that it is a postgres
 * which runs in this very data directory.
 */
final class LeftoverPostgres {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private LeftoverPostgres() {}

  /** Returns once no postgres serves {@code directory}; says whether there was one. */
  static boolean stop(Path directory) throws IOException, InterruptedException {
    Optional<ProcessHandle> leftover = find(directory);
    if (leftover.isEmpty()) {
      return false;
    }
    // SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one; SIGTERM would wait for its
    // clients.
    if (!ended(leftover.get(), "-INT") && !ended(leftover.get(), "-QUIT")) {
      throw new IOException("the PostgreSQL left behind in " + directory + " does not stop");
    }
    return true;
  }

  private static boolean ended(ProcessHandle postmaster, String signal)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", signal, Long.toString(postmaster.pid()))
        .redirectErrorStream(true)
        .start()
        .waitFor();
    try {
      postmaster.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IOException("cannot wait for process " + postmaster.pid(), e);
    }
  }

  static Optional<ProcessHandle> find(Path directory) throws IOException {
    Path pidFile = directory.resolve("postmaster.pid");
    List<String> lines;
    try {
      lines = Files.readAllLines(pidFile);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,10}")) {
      return Optional.empty();
    }
    long pid = Long.parseLong(lines.getFirst().strip());
    return ProcessHandle.of(pid).filter(process -> serves(process, directory));
  }

  private static boolean serves(ProcessHandle process, Path directory) {
    Path proc = Path.of("/proc", Long.toString(process.pid()));
    try {
      Path executable = Files.readSymbolicLink(proc.resolve("exe"));
      Path workingDirectory = Files.readSymbolicLink(proc.resolve("cwd"));
      return executable.getFileName().toString().startsWith("postgres")
          && workingDirectory.equals(directory.toRealPath());
    } catch (IOException e) {
      return false; // gone meanwhile, or another user's: not ours to stop
    }
  }
}
