package org.mingjing.exchange.operations.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The process that listens on a port of this machine, as Linux tells in {@code /proc}. */
record ListeningProcess(long pid, String command) {
  private static final String LISTENING = "0A";
  private static final int STATE = 3;
  private static final int INODE = 9;

  /** Nobody if none listens, or if it belongs to another user and so cannot be seen. */
  static Optional<ListeningProcess> on(int port) {
    return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
        .map(Path::of)
        .filter(Files::isReadable)
        .flatMap(table -> inodes(table, port))
        .flatMap(inode -> owner("socket:[" + inode + "]").stream())
        .findFirst();
  }

  private static Stream<String> inodes(Path table, int port) {
    String local = ":" + "%04X".formatted(port);
    try {
      return Files.readAllLines(table).stream()
          .skip(1)
          .map(line -> List.of(line.strip().split("\\s+", -1)))
          .filter(columns -> columns.size() > INODE && columns.get(1).endsWith(local))
          .filter(columns -> columns.get(STATE).toUpperCase(Locale.ROOT).equals(LISTENING))
          .map(columns -> columns.get(INODE));
    } catch (IOException e) {
      return Stream.empty(); // not to be seen here
    }
  }

  private static Optional<ListeningProcess> owner(String socket) {
    return ProcessHandle.allProcesses()
        .filter(process -> holds(process, socket))
        .map(process -> new ListeningProcess(process.pid(), process.info().command().orElse("?")))
        .findFirst();
  }

  private static boolean holds(ProcessHandle process, String socket) {
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
      return files.anyMatch(file -> pointsTo(file, socket));
    } catch (IOException | UncheckedIOException e) {
      return false; // it ended meanwhile, or is another user's
    }
  }

  private static boolean pointsTo(Path file, String socket) {
    try {
      return Files.readSymbolicLink(file).toString().equals(socket);
    } catch (IOException e) {
      return false;
    }
  }

  String describe() {
    return command + " (pid " + pid + ")";
  }
}
