package org.mingjing.notary;

import java.nio.charset.StandardCharsets;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.ledger.canonical.StrictBase64;
import org.mingjing.ledger.merkle.Hash;

/**
 * What the ledger keeps of a batch beside its leaves.
 *
 * @param first index of its first leaf
 * @param size tree size after it
 * @param root root of that tree
 * @param transaction the Fabric transaction that appended it
 * @param checkpoint the log's signed checkpoint, as the batch brought it
 */
record Recorded(long first, long size, Hash root, String transaction, String checkpoint) {
  private static final int FIELDS = 5;

  /** Whether this batch holds the leaf. */
  boolean holds(long index) {
    return first <= index && index < size;
  }

  /** As it is stored: a field a line, the checkpoint, which has lines itself, last. */
  byte[] bytes() {
    String lines =
        first + "\n" + size + "\n" + root.toBase64() + "\n" + transaction + "\n" + checkpoint;
    return lines.getBytes(StandardCharsets.UTF_8);
  }

  /** Reads what {@link #bytes} wrote. */
  static Recorded parse(byte[] bytes) {
    String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", FIELDS);
    return new Recorded(
        Long.parseLong(lines[0]),
        Long.parseLong(lines[1]),
        Hash.of(StrictBase64.decode(lines[2])),
        lines[3],
        lines[4]);
  }

  /** What {@code Append} and {@code Batch} answer. */
  String json(String channel) {
    var json = new CanonicalWriter(512).beginObject();
    json.name("channel").string(channel);
    json.name("checkpoint").string(checkpoint);
    json.name("first").number(first);
    json.name("root").string(root.toBase64());
    json.name("size").number(size);
    json.name("transaction").string(transaction);
    return new String(json.endObject().toByteArray(), StandardCharsets.UTF_8);
  }

  /**
   * What {@code Leaf} answers.
   *
   * @param index a leaf that this batch holds
   * @param leaves all of its leaf hashes, concatenated
   */
  String leafJson(long index, byte[] leaves) {
    Hash hash = Hash.of(leaves, (int) (index - first) * Hash.LENGTH, Hash.LENGTH);
    var json = new CanonicalWriter(128).beginObject();
    json.name("first").number(first);
    json.name("hash").string(hash.toBase64());
    json.name("index").number(index);
    json.name("size").number(size);
    return new String(json.endObject().toByteArray(), StandardCharsets.UTF_8);
  }
}
