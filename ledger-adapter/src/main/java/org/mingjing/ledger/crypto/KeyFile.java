package org.mingjing.ledger.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.mingjing.ledger.canonical.StrictBase64;

/** The file form of a private key of 32 bytes: one line {@code <kind>:<Base64>}. */
record KeyFile(String prefix) {
  static final KeyFile ED25519 = new KeyFile("mingjing-ed25519-seed:");
  static final KeyFile SM2 = new KeyFile("mingjing-sm2-key:");

  private static final int KEY_BYTES = 32;
  private static final int BASE64_CHARS = 44;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  byte[] read(Path file) throws IOException {
    var open = EnumSet.copyOf(Files.getPosixFilePermissions(file));
    open.removeAll(OWNER_ONLY);
    if (!open.isEmpty()) {
      throw new IOException(file + ": a private key must have mode 0600, but has also " + open);
    }
    if (Files.size(file) != prefix.length() + BASE64_CHARS + 1) {
      throw new IOException(file + ": not a private key: wrong length");
    }
    return parse(file, Files.readString(file, StandardCharsets.US_ASCII));
  }

  private byte[] parse(Path file, String line) throws IOException {
    if (!line.startsWith(prefix) || !line.endsWith("\n")) {
      throw new IOException(file + ": not a private key: it must be one line " + prefix + "…");
    }
    try {
      byte[] seed = StrictBase64.decode(line.substring(prefix.length(), line.length() - 1));
      if (seed.length == KEY_BYTES) {
        return seed;
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": not a private key: " + e.getMessage(), e);
    }
    throw new IOException(file + ": not a private key: it has not 32 bytes");
  }

  /** A hard link is the one step that is atomic and fails when the target exists. */
  void write(Path file, byte[] key) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
    Path draft = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID());
    try {
      writeDurably(draft, prefix + StrictBase64.encode(key) + "\n");
      Files.createLink(file, draft);
    } finally {
      Files.deleteIfExists(draft);
    }
    try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  private static void writeDurably(Path file, String line) throws IOException {
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    var mode = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
    try (var channel = FileChannel.open(file, options, mode)) {
      var buffer = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }
}
