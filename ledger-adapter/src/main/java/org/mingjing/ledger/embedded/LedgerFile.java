package org.mingjing.ledger.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.mingjing.ledger.crypto.Ed25519Key;

/** The append-only file: a header, then frames. Only one process at a time has it open. */
final class LedgerFile implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private long end;

  private LedgerFile(Path file, FileChannel channel, long end) {
    this.file = file;
    this.channel = channel;
    this.end = end;
  }

  /** Opens the file, or starts it with the header. */
  static LedgerFile open(Path file, byte[] header) throws IOException {
    var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      lock(file, channel);
      var opened = new LedgerFile(file, channel, header.length);
      opened.start(header);
      return opened;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Opens the file for reading only and without the lock: its owner may be writing to it. */
  static LedgerFile openReading(Path file, byte[] header) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      var opened = new LedgerFile(file, channel, header.length);
      opened.requireHeader(header);
      return opened;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void lock(Path file, FileChannel channel) throws IOException {
    try {
      if (channel.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      throw new IOException("账本已被打开 / the ledger is open already: " + file, e);
    }
    throw new IOException("账本已被另一进程打开 / another process has the ledger open: " + file);
  }

  /** A file shorter than its header was never answered from: a crash at its very start. */
  private void start(byte[] header) throws IOException {
    if (requireHeader(header) < header.length) {
      write(ByteBuffer.wrap(header), 0);
      channel.force(true);
      try (var folder = FileChannel.open(file.toAbsolutePath().getParent())) {
        folder.force(true);
      }
    }
  }

  /** How much of the header is there; what is there must be right. */
  private int requireHeader(byte[] header) throws IOException {
    var found = new byte[(int) Math.min(channel.size(), header.length)];
    read(0, found);
    if (!Arrays.equals(found, Arrays.copyOf(header, found.length))) {
      throw damaged(0, "文件头不属于本日志与本账本密钥", "the header is not of this log and this ledger's key");
    }
    return found.length;
  }

  Path path() {
    return file;
  }

  /** Where the next frame goes. */
  long end() {
    return end;
  }

  /**
   * The frame at an offset, or empty at the end of the file and before a record that a crash cut
   * short.
   *
   * @throws LedgerDamaged when the bytes there are no frame's
   */
  Optional<Frame> frame(long offset) throws IOException {
    long rest = channel.size() - offset;
    if (rest < Frame.HEAD_BYTES) {
      return Optional.empty();
    }
    var head = new byte[Frame.HEAD_BYTES];
    read(offset, head);
    int length = ByteBuffer.wrap(head).getInt();
    boolean sound = ByteBuffer.wrap(head).getInt(Integer.BYTES) == Frame.checksum(offset, length);
    if (!sound || length < 0 || length > LedgerRecord.MAX_BYTES) {
      throw damaged(offset, "记录长度不对", "the length of the record is wrong");
    }
    if (rest < Frame.HEAD_BYTES + (long) Frame.bytesAfterHead(length)) {
      return Optional.empty();
    }
    var ledgerRecord = new byte[length];
    var signature = new byte[Ed25519Key.SIGNATURE_BYTES];
    read(offset + Frame.HEAD_BYTES, ledgerRecord);
    read(offset + Frame.HEAD_BYTES + length, signature);
    return Optional.of(new Frame(ledgerRecord, signature));
  }

  /**
   * Ends the file here, and says how many bytes of an unfinished record that cut off. What was read
   * is made durable, for a process that failed to do so may have left it.
   */
  long cutAt(long offset) throws IOException {
    long cut = channel.size() - offset;
    channel.truncate(offset);
    channel.force(true);
    end = offset;
    return cut;
  }

  /** Appends a frame; when this returns it is durable. */
  void append(Frame frame) throws IOException {
    write(frame.at(end), end);
    channel.force(true);
    end += frame.length();
  }

  LedgerDamaged damaged(long offset, String zh, String en) {
    return new LedgerDamaged(file, offset, zh, en);
  }

  private void read(long offset, byte[] target) throws IOException {
    var buffer = ByteBuffer.wrap(target);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, offset + buffer.position()) < 0) {
        throw damaged(offset, "文件在此中断", "the file ends here");
      }
    }
  }

  private void write(ByteBuffer buffer, long offset) throws IOException {
    long at = offset;
    while (buffer.hasRemaining()) {
      at += channel.write(buffer, at);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
