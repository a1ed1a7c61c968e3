package org.mingjing.ledger.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.InvalidNote;
import org.mingjing.ledger.checkpoint.NoteVerifier;

/**
 * The last checkpoint that this node signed or followed, in a file outside PostgreSQL, so that a
 * database that was set back is noticed.
 *
 * <p>Two slots are written in turn, each with a sequence number and a checksum: a torn write spoils
 * only the slot being written. The file is not forced to disk at each commit (the database's own
 * commit is); after a loss of power it may be some commits old, which is still a true witness.
 */
public final class RememberedCheckpoint implements Witness, AutoCloseable {
  private static final int SLOT = 2048;
  private static final int HEADER = Long.BYTES + Integer.BYTES + Long.BYTES;

  private final Path file;

  /** Not a channel: an interrupt closes those, and nothing could be remembered any more. */
  private final RandomAccessFile slots;

  private final NoteVerifier verifier;
  private long sequence;
  private Optional<String> note = Optional.empty();
  private boolean changed;

  private RememberedCheckpoint(Path file, RandomAccessFile slots, NoteVerifier verifier) {
    this.file = file;
    this.slots = slots;
    this.verifier = verifier;
  }

  /**
   * Opens or creates the file.
   *
   * @throws LogRefused if the file holds something, but no checkpoint of this log that can be read
   */
  public static RememberedCheckpoint open(Path file, NoteVerifier verifier) {
    try {
      boolean fresh = !Files.exists(file);
      RandomAccessFile slots = new RandomAccessFile(file.toFile(), "rw");
      if (fresh) {
        syncFolder(file);
      }
      RememberedCheckpoint remembered = new RememberedCheckpoint(file, slots, verifier);
      boolean read = false;
      try {
        remembered.read();
        read = true;
      } finally {
        if (!read) {
          slots.close();
        }
      }
      return remembered;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the remembered checkpoint " + file, e);
    }
  }

  /** The name of a new file is durable before anything is remembered under it. */
  private static void syncFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
        names.force(true);
      }
    }
  }

  private void read() throws IOException {
    for (int slot = 0; slot < 2; slot++) {
      readSlot(slot);
    }
    if (note.isEmpty() && slots.length() > 0) {
      throw new LogRefused(
          file + " 中没有可读的检查点：文件已损坏", "no readable checkpoint in " + file + ": it was damaged");
    }
    try {
      note.ifPresent(verifier::open);
    } catch (InvalidNote e) {
      throw new LogRefused(
          "%s 中的检查点不属于日志 %s".formatted(file, verifier.name()),
          "the checkpoint in %s is not of %s: %s".formatted(file, verifier.name(), e.reason()));
    }
  }

  private void readSlot(int slot) throws IOException {
    long start = (long) slot * SLOT;
    byte[] bytes = new byte[Math.clamp(slots.length() - start, 0, SLOT)];
    slots.seek(start);
    slots.readFully(bytes);
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    if (buffer.remaining() < HEADER) {
      return;
    }
    long number = buffer.getLong();
    int length = buffer.getInt();
    long checksum = buffer.getLong();
    if (length <= 0 || length > buffer.remaining() || number <= sequence) {
      return;
    }
    byte[] text = new byte[length];
    buffer.get(text);
    if (checksum(number, text) == checksum) {
      sequence = number;
      note = Optional.of(new String(text, StandardCharsets.UTF_8));
    }
  }

  /** Remembers a checkpoint in place of the one before. */
  public synchronized void remember(String checkpoint) {
    if (note.filter(checkpoint::equals).isPresent()) {
      return;
    }
    byte[] text = checkpoint.getBytes(StandardCharsets.UTF_8);
    if (text.length > SLOT - HEADER) {
      throw new IllegalArgumentException("a checkpoint of " + text.length + " bytes is too long");
    }
    long next = sequence + 1;
    ByteBuffer buffer = ByteBuffer.allocate(HEADER + text.length);
    buffer.putLong(next).putInt(text.length).putLong(checksum(next, text)).put(text);
    try {
      slots.seek((next % 2) * SLOT);
      slots.write(buffer.array());
      if (sequence == 0) {
        slots.getFD().sync(); // from now on there is something that a torn write leaves
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remember the checkpoint in " + file, e);
    }
    sequence = next;
    note = Optional.of(checkpoint);
    changed = true;
  }

  @Override
  public Words name() {
    return new Words(
        "已记住的检查点 " + file.getFileName(), "the remembered checkpoint " + file.getFileName());
  }

  /** The checkpoint that {@link #newest} tells, as it was signed. */
  public synchronized Optional<String> note() {
    return note;
  }

  @Override
  public synchronized Optional<Checkpoint> newest() {
    return note.map(verifier::open);
  }

  private static long checksum(long number, byte[] text) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
    crc.update(text);
    return crc.getValue();
  }

  @Override
  public synchronized void close() throws IOException {
    if (changed && slots.getFD().valid()) {
      slots.getFD().sync();
    }
    slots.close();
  }
}
