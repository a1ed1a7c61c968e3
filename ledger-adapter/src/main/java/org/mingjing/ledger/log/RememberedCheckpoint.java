package org.mingjing.ledger.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
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
  private final FileChannel channel;
  private final NoteVerifier verifier;
  private long sequence;
  private Optional<String> note = Optional.empty();

  private RememberedCheckpoint(Path file, FileChannel channel, NoteVerifier verifier) {
    this.file = file;
    this.channel = channel;
    this.verifier = verifier;
  }

  /**
   * Opens or creates the file.
   *
   * @throws LogRefused if the file holds something, but no checkpoint of this log that can be read
   */
  public static RememberedCheckpoint open(Path file, NoteVerifier verifier) {
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      RememberedCheckpoint remembered = new RememberedCheckpoint(file, channel, verifier);
      boolean read = false;
      try {
        remembered.read();
        read = true;
      } finally {
        if (!read) {
          channel.close();
        }
      }
      return remembered;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the remembered checkpoint " + file, e);
    }
  }

  private void read() throws IOException {
    for (int slot = 0; slot < 2; slot++) {
      readSlot(slot);
    }
    if (note.isEmpty() && channel.size() > 0) {
      throw new LogRefused("no readable checkpoint in " + file + ": it was damaged");
    }
    try {
      note.ifPresent(verifier::open);
    } catch (InvalidNote e) {
      throw new LogRefused(
          "the checkpoint in %s is not of %s: %s".formatted(file, verifier.name(), e.reason()));
    }
  }

  private void readSlot(int slot) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(SLOT);
    while (buffer.hasRemaining()
        && channel.read(buffer, (long) slot * SLOT + buffer.position()) >= 0) {
      // reads on until the slot is full or the file ends
    }
    buffer.flip();
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
    buffer.putLong(next).putInt(text.length).putLong(checksum(next, text)).put(text).flip();
    try {
      long position = (next % 2) * SLOT;
      while (buffer.hasRemaining()) {
        position += channel.write(buffer, position);
      }
      if (sequence == 0) {
        channel.force(true); // later writes go to blocks that the file has
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remember the checkpoint in " + file, e);
    }
    sequence = next;
    note = Optional.of(checkpoint);
  }

  @Override
  public String name() {
    return "the remembered checkpoint " + file.getFileName();
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
    channel.force(true);
    channel.close();
  }
}
