package org.mingjing.ledger.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Tile;
import org.mingjing.ledger.merkle.TileReader;

/**
 * A folder laid out as C2SP tlog-tiles: {@code checkpoint}, {@code tile/…}. Files appear whole and
 * never change, but for the checkpoint, which is replaced as a whole. One publisher writes; any
 * number read.
 */
public final class TileFolder implements TileReader {
  private static final String CHECKPOINT = "checkpoint";

  private final Path folder;
  private final Disk disk;

  /** What has to be durable. */
  @FunctionalInterface
  interface Disk {
    /** Writes a whole file, durably; its folder is there. */
    void write(Path file, byte[] content) throws IOException;

    /** Makes the names in a folder durable. */
    default void sync(Path made) throws IOException {
      try (FileChannel channel = FileChannel.open(made, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** A folder that need not be there yet. */
  public TileFolder(Path folder) {
    this(folder, TileFolder::write);
  }

  TileFolder(Path folder, Disk disk) {
    this.folder = folder.toAbsolutePath().normalize();
    this.disk = disk;
  }

  /** The checkpoint that the files below prove; nothing before the first was published. */
  public Optional<String> checkpoint() throws IOException {
    try {
      return Optional.of(Files.readString(folder.resolve(CHECKPOINT)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** A file below the folder, if there is one of that path. */
  public Optional<Path> file(String path) {
    Path file = folder.resolve(path).normalize();
    return file.startsWith(folder) && Files.isRegularFile(file)
        ? Optional.of(file)
        : Optional.empty();
  }

  /**
   * The first {@code width} hashes of a tile; out of a fuller one too, since the narrower may be
   * gone by then.
   *
   * @throws UncheckedIOException if there is no such tile
   */
  @Override
  public byte[] tile(int level, long n, int width) {
    try {
      return prefix(
          TilePath.hashes(level, n, width),
          TilePath.hashes(level, n, Tile.WIDTH),
          width * Hash.LENGTH);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] prefix(String exact, String full, int length) throws IOException {
    try {
      return Files.readAllBytes(folder.resolve(exact));
    } catch (NoSuchFileException e) {
      return Arrays.copyOf(Files.readAllBytes(folder.resolve(full)), length);
    }
  }

  /** Files written together: durable, with their folders, before {@link #publish} is through. */
  final class Writing {
    private final Set<Path> folders = new LinkedHashSet<>();

    /** Writes a file that is not there yet, or is there already as an earlier try left it. */
    void add(String path, byte[] content) throws IOException {
      Path file = folder.resolve(path);
      makeFolders(path);
      if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), content)) {
        return;
      }
      disk.write(file, content);
    }

    /** All have to be made durable: the names in them may be new, or left by an earlier try. */
    private void makeFolders(String path) throws IOException {
      Path names = Path.of(path);
      Path last = folder;
      folders.add(last);
      for (int i = 0; i < names.getNameCount() - 1; i++) {
        last = last.resolve(names.getName(i));
        folders.add(last);
      }
      Files.createDirectories(last);
    }

    /** Makes all that was added durable, and only then shows the checkpoint. */
    void publish(String checkpoint) throws IOException {
      for (Path one : folders) {
        disk.sync(one);
      }
      Files.createDirectories(folder);
      disk.write(folder.resolve(CHECKPOINT), checkpoint.getBytes(StandardCharsets.UTF_8));
      disk.sync(folder);
    }
  }

  Writing writing() {
    return new Writing();
  }

  /** The content is on disk before the name is there. */
  static void write(Path file, byte[] content) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Partial tiles of a tile that is full by now, which clients ask for instead. */
  void forgetPartial(String full) throws IOException {
    Path partial = folder.resolve(full + ".p");
    if (Files.isDirectory(partial)) {
      try (Stream<Path> files = Files.list(partial)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(partial);
    }
  }
}
