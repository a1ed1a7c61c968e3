package org.mingjing.exchange.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.mingjing.exchange.identity.SecretFile;

/**
 * The folder that holds a node's own state: database, secrets, remembered checkpoint, embedded
 * ledger.
 *
 * <p>One process uses it at a time, which a file lock ensures. Secrets are random, made at the
 * first start, and readable by the owner alone.
 */
public final class DataFolder implements AutoCloseable {
  private final Path root;
  private final FileChannel lock;

  private DataFolder(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Opens or creates a data folder.
   *
   * @throws Unavailable if another process uses it
   */
  public static DataFolder open(Path root) {
    try {
      Files.createDirectories(root.resolve("secrets"));
      FileChannel channel =
          FileChannel.open(
              root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      Optional<FileLock> held = tryLock(channel);
      if (held.isEmpty()) {
        channel.close();
        throw new Unavailable(
            "another Mingjing uses " + root + ": stop it, or choose another folder with --data",
            "另一个明镜进程正在使用 " + root + "：请先停止它，或用 --data 另选一个目录");
      }
      return new DataFolder(root.toAbsolutePath().normalize(), channel);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the data folder " + root, e);
    }
  }

  private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    }
  }

  public Path root() {
    return root;
  }

  public Path path(String name) {
    return root.resolve(name);
  }

  public Path secretFile(String name) {
    return root.resolve("secrets").resolve(name);
  }

  /** A secret of 32 random bytes in URL-safe Base64, made when it is first asked for. */
  public String secret(String name, SecureRandom random) {
    Path file = secretFile(name);
    try {
      if (!Files.exists(file)) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        SecretFile.write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the secret " + file, e);
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
