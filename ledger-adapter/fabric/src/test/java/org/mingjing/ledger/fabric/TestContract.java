package org.mingjing.ledger.fabric;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.Rejected;
import org.mingjing.ledger.Rules;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.ledger.canonical.StrictBase64;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.merkle.Frontier;
import org.mingjing.ledger.merkle.Hash;

/** The contract notary as it is specified, for {@link TestLog}. */
record TestContract(String channel, TestChannel.State state) {
  /** A batch and the transaction that appended it. */
  record Held(Batch batch, String transaction) {}

  /** A refusal; its message is {@code REASON: detail}. */
  static final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    Refusal(String reason, String detail) {
      super(reason + ": " + detail);
    }

    static Refusal of(Rejected rejected) {
      return new Refusal(rejected.reason().name(), rejected.detail());
    }
  }

  /** What a call answers, and what it would write. */
  record Answer(String json, Optional<Held> written) {}

  /** What a transaction does to the state that it was endorsed for. */
  record Effect(String transaction, long version, Optional<Held> written, String event) {
    TestChannel.State apply(TestChannel.State state) {
      return written
          .map(held -> state.with(state.frontier().append(held.batch().leaves()), held))
          .orElse(state);
    }

    byte[] bytes() {
      String lines =
          version
              + "\n"
              + written
                  .map(held ->
                      held.batch().first()
                          + "\n"
                          + StrictBase64.encode(Hash.concatenated(held.batch().leaves()))
                          + "\n"
                          + held.batch().checkpoint())
                  .orElse("");
      return lines.getBytes(StandardCharsets.UTF_8);
    }

    static Effect parse(String transaction, byte[] bytes, String event) {
      String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", 4);
      Optional<Held> written =
          lines.length < 4
              ? Optional.empty()
              : Optional.of(
                  new Held(batch(lines[1], lines[2], lines[3], TestLog.ORIGIN), transaction));
      return new Effect(transaction, Long.parseLong(lines[0]), written, event);
    }
  }

  Answer call(String transaction, List<String> words) throws Refusal {
    return switch (words.getFirst()) {
      case "Append" -> append(transaction, words.get(1), words.get(2), words.get(3));
      case "Head" -> read(head(words.get(1)));
      case "Batch" -> read(held(words).map(this::json).orElse(""));
      case "Leaves" ->
          read(
              held(words)
                  .map(h -> StrictBase64.encode(Hash.concatenated(h.batch().leaves())))
                  .orElse(""));
      default -> throw new Refusal("MALFORMED", "no such function: " + words.getFirst());
    };
  }

  private static Answer read(String json) {
    return new Answer(json, Optional.empty());
  }

  private Optional<Held> held(List<String> words) {
    return words.get(1).equals(TestLog.ORIGIN)
        ? Optional.ofNullable(state.batches().get(Long.parseLong(words.get(2))))
        : Optional.empty();
  }

  private static Batch batch(String first, String leaves, String checkpoint, String origin) {
    return new Batch(
        origin, Long.parseLong(first), Hash.list(StrictBase64.decode(leaves)), checkpoint);
  }

  private Answer append(String transaction, String first, String leaves, String checkpoint)
      throws Refusal {
    int end = checkpoint.indexOf('\n');
    if (end <= 0) {
      throw new Refusal("BAD_CHECKPOINT", "the checkpoint names no log");
    }
    Batch batch = batch(first, leaves, checkpoint, checkpoint.substring(0, end));
    demand(Rules.demandCheckpoint(batch, TestLog.verifier()));
    Checkpoint opened = TestLog.verifier().open(checkpoint);
    Held held = state.batches().get(batch.first());
    if (held != null) {
      boolean same =
          held.batch().leaves().equals(batch.leaves())
              && TestLog.verifier().open(held.batch().checkpoint()).root().equals(opened.root());
      if (!same) {
        throw Refusal.of(Rules.rewrite(batch));
      }
      return read(json(held));
    }
    demand(Rules.demandPlace(batch, state.frontier().size()));
    Frontier next = state.frontier().append(batch.leaves());
    demand(Rules.demandRoot(next, opened));
    var written = new Held(batch, transaction);
    return new Answer(json(written), Optional.of(written));
  }

  private static void demand(Optional<Rejected> rejected) throws Refusal {
    if (rejected.isPresent()) {
      throw Refusal.of(rejected.get());
    }
  }

  private String json(Held held) {
    Batch batch = held.batch();
    var json = new CanonicalWriter(512).beginObject();
    json.name("channel").string(channel).name("checkpoint").string(batch.checkpoint());
    json.name("first").number(batch.first());
    json.name("root").string(TestLog.verifier().open(batch.checkpoint()).root().toBase64());
    json.name("size").number(batch.end()).name("transaction").string(held.transaction());
    return new String(json.endObject().toByteArray(), StandardCharsets.UTF_8);
  }

  private String head(String origin) {
    var json = new CanonicalWriter(512).beginObject();
    json.name("channel").string(channel).name("checkpoint").string("");
    json.name("origin").string(origin);
    json.name("root").string(state.frontier().root().toBase64());
    json.name("size").number(state.frontier().size()).name("transaction").string("");
    return new String(json.endObject().toByteArray(), StandardCharsets.UTF_8);
  }
}
