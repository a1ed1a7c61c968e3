package org.mingjing.exchange.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.mingjing.ledger.log.LogRefused;

/**
 * Which entry of each kind was the newest that this node has seen, in a file outside PostgreSQL:
 * who hides a publication while no node runs brings no older policy back to life.
 */
public final class SeenEntries {
  /** Makes the names in a folder durable. */
  @FunctionalInterface
  interface Names {
    void sync(Path folder) throws IOException;
  }

  private final Path file;
  private final boolean writing;
  private final Names names;
  private final Map<String, Long> newest = new TreeMap<>();

  private SeenEntries(Path file, boolean writing, Names names) {
    this.file = file;
    this.writing = writing;
    this.names = names;
  }

  /** The file beside a node's remembered checkpoint. */
  public static Path beside(Path remembered) {
    return remembered.resolveSibling(remembered.getFileName() + ".seen");
  }

  /**
   * Reads the file, if there is one, and writes to it from then on.
   *
   * @throws LogRefused if it holds something else
   */
  public static SeenEntries open(Path file) {
    return open(file, SeenEntries::sync);
  }

  static SeenEntries open(Path file, Names names) {
    return read(new SeenEntries(file, true, names));
  }

  /** As {@link #open}, for who looks and changes nothing. */
  public static SeenEntries look(Path file) {
    return read(new SeenEntries(file, false, SeenEntries::sync));
  }

  private static SeenEntries read(SeenEntries seen) {
    try {
      for (String line :
          Files.exists(seen.file) ? Files.readAllLines(seen.file) : List.<String>of()) {
        int space = line.indexOf(' ');
        seen.newest.put(line.substring(0, space), Long.parseLong(line.substring(space + 1)));
      }
      return seen;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + seen.file, e);
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new LogRefused(
          seen.file + " 已损坏：请从备份恢复", seen.file + " was damaged: bring it back from the backup");
    }
  }

  /** The index of the newest entry of a kind that was seen; -1 if none was. */
  synchronized long newest(EntryKind kind) {
    return newest.getOrDefault(kind.wireName(), -1L);
  }

  /** Remembers an entry, on disk before this returns, if it is newer. */
  synchronized void saw(EntryKind kind, long index) {
    if (index > newest(kind)) {
      Map<String, Long> next = new TreeMap<>(newest);
      next.put(kind.wireName(), index);
      if (writing) {
        write(next);
      }
      newest.putAll(next);
    }
  }

  private void write(Map<String, Long> next) {
    StringBuilder lines = new StringBuilder();
    next.forEach((kind, index) -> lines.append(kind).append(' ').append(index).append('\n'));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      names.sync(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
