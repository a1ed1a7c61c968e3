package org.mingjing.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * Two costs of this machine in this run, without which an absolute figure says nothing.
 *
 * @param sha256Of1KbPerSecond SHA-256 of 1 KB, one thread, after a warm-up
 * @param fsyncP50Micros appending 4 KB to a file and forcing it to the disk, median
 */
public record Calibration(long sha256Of1KbPerSecond, long fsyncP50Micros) {
  private static final Duration HASHING = Duration.ofSeconds(1);
  private static final int FSYNCS = 200;

  static Calibration measure(Path folder) {
    hashes(HASHING);
    return new Calibration(hashes(HASHING), fsync(folder));
  }

  private static long hashes(Duration duration) {
    MessageDigest sha256 = sha256();
    byte[] block = new byte[1024];
    long count = 0;
    long start = System.nanoTime();
    while (System.nanoTime() - start < duration.toNanos()) {
      System.arraycopy(sha256.digest(block), 0, block, 0, sha256.getDigestLength());
      count++;
    }
    return count * Duration.ofSeconds(1).toNanos() / duration.toNanos();
  }

  private static long fsync(Path folder) {
    Histogram latencies = new Histogram(3);
    Path file = folder.resolve("calibration");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int i = 0; i < FSYNCS; i++) {
        long start = System.nanoTime();
        channel.write(ByteBuffer.allocate(4096));
        channel.force(false);
        latencies.recordValue((System.nanoTime() - start) / 1_000);
      }
      Files.delete(file);
      return latencies.getValueAtPercentile(50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
