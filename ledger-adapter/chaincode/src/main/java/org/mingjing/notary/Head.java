package org.mingjing.notary;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.ledger.canonical.StrictBase64;
import org.mingjing.ledger.merkle.Frontier;

/**
 * How far the ledger has followed a log.
 *
 * @param frontier the tree that it recomputed itself
 * @param last the newest batch; none in an empty ledger
 */
record Head(Frontier frontier, Optional<Recorded> last) {
  static final Head EMPTY = new Head(Frontier.empty(), Optional.empty());

  /** As it is stored: the frontier's hashes in a line, then the newest batch. */
  static byte[] bytes(Frontier frontier, Recorded last) {
    String hashes = StrictBase64.encode(frontier.bytes()) + "\n";
    return (hashes + new String(last.bytes(), StandardCharsets.UTF_8))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Reads what {@link #bytes} wrote. */
  static Head parse(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int end = text.indexOf('\n');
    Recorded last = Recorded.parse(text.substring(end + 1).getBytes(StandardCharsets.UTF_8));
    byte[] hashes = StrictBase64.decode(text.substring(0, end));
    return new Head(Frontier.restore(last.size(), hashes), Optional.of(last));
  }

  /** What {@code Head} answers. */
  String json(String channel, String origin) {
    var json = new CanonicalWriter(512).beginObject();
    json.name("channel").string(channel);
    json.name("checkpoint").string(last.map(Recorded::checkpoint).orElse(""));
    json.name("origin").string(origin);
    json.name("root").string(frontier.root().toBase64());
    json.name("size").number(frontier.size());
    json.name("transaction").string(last.map(Recorded::transaction).orElse(""));
    return new String(json.endObject().toByteArray(), StandardCharsets.UTF_8);
  }
}
