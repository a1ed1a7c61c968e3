package org.mingjing.ledger.embedded;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.merkle.Hash;

/**
 * What the ledger writes down for a batch: first index (8 bytes), number of leaves (4), leaf
 * hashes, length (4) and bytes of the log's checkpoint, length (4) and bytes of the ledger's
 * signature line on it. Integers are big-endian.
 */
record LedgerRecord(Batch batch, String signatureLine) {
  private static final int MAX_TEXT_BYTES = 16_384;

  /** Bound of {@link #bytes()}. */
  static final int MAX_BYTES =
      Long.BYTES + 3 * Integer.BYTES + Batch.MAX_LEAVES * Hash.LENGTH + 2 * MAX_TEXT_BYTES;

  byte[] bytes() {
    byte[] checkpoint = utf8(batch.checkpoint());
    byte[] line = utf8(signatureLine);
    int leaves = batch.leaves().size() * Hash.LENGTH;
    var buffer =
        ByteBuffer.allocate(
            Long.BYTES + 3 * Integer.BYTES + leaves + checkpoint.length + line.length);
    buffer.putLong(batch.first()).putInt(batch.leaves().size());
    for (Hash leaf : batch.leaves()) {
      buffer.put(leaf.bytes());
    }
    buffer.putInt(checkpoint.length).put(checkpoint).putInt(line.length).put(line);
    return buffer.array();
  }

  /** Reads what {@link #bytes} wrote, of a log with that name; empty for anything else. */
  static Optional<LedgerRecord> parse(String origin, byte[] bytes) {
    var buffer = ByteBuffer.wrap(bytes);
    try {
      long first = buffer.getLong();
      List<Hash> leaves = leaves(buffer);
      var batch = new Batch(origin, first, leaves, text(buffer));
      var ledgerRecord = new LedgerRecord(batch, text(buffer));
      return buffer.hasRemaining() ? Optional.empty() : Optional.of(ledgerRecord);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static List<Hash> leaves(ByteBuffer buffer) {
    int count = bounded(buffer.getInt(), Batch.MAX_LEAVES);
    List<Hash> leaves = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      leaves.add(Hash.of(bytes(buffer, Hash.LENGTH)));
    }
    return leaves;
  }

  private static String text(ByteBuffer buffer) {
    byte[] utf8 = bytes(buffer, bounded(buffer.getInt(), MAX_TEXT_BYTES));
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static int bounded(int count, int most) {
    if (count < 0 || count > most) {
      throw new IllegalArgumentException(count + " is out of bounds");
    }
    return count;
  }

  private static byte[] bytes(ByteBuffer buffer, int count) {
    var bytes = new byte[count];
    buffer.get(bytes);
    return bytes;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
