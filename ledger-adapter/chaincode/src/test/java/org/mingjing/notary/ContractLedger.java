package org.mingjing.notary;

import java.util.Optional;
import org.json.JSONObject;
import org.mingjing.ledger.Anchored;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.BatchKey;
import org.mingjing.ledger.Evidence;
import org.mingjing.ledger.Ledger;
import org.mingjing.ledger.Outcome;
import org.mingjing.ledger.Rejected;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.canonical.StrictBase64;
import org.mingjing.ledger.merkle.Hash;

/** The contract as {@code LedgerContract} wants to see it: one log, and typed answers. */
final class ContractLedger implements Ledger {
  private final TestPeer peer = new TestPeer();

  /** The arguments of {@code Append}; the first line of a checkpoint is what names its log. */
  static String[] words(Batch batch) {
    String note = batch.checkpoint();
    String named = note.isEmpty() ? "" : batch.origin() + note.substring(note.indexOf('\n'));
    return new String[] {
      "Append",
      Long.toString(batch.first()),
      StrictBase64.encode(Hash.concatenated(batch.leaves())),
      named
    };
  }

  @Override
  public Outcome append(Batch batch) {
    TestPeer.Answer answer = peer.submit(words(batch));
    if (answer.refused()) {
      return new Rejected(Rejected.Reason.valueOf(answer.payload()), answer.message());
    }
    return anchored(batch.origin(), answer.payload());
  }

  private static Anchored anchored(String origin, String json) {
    var batch = new JSONObject(json);
    return new Anchored(
        new BatchKey(origin, batch.getLong("first")),
        batch.getLong("size"),
        batch.getString("checkpoint"),
        new Evidence.OwnSignature(batch.getString("channel"), batch.getString("transaction")));
  }

  @Override
  public org.mingjing.ledger.Head head() {
    var head = new JSONObject(peer.read("Head", TestLog.ORIGIN));
    Hash root = Hash.of(StrictBase64.decode(head.getString("root")));
    return new org.mingjing.ledger.Head(head.getLong("size"), root);
  }

  @Override
  public Optional<Anchored> find(BatchKey key) {
    String json = peer.read("Batch", key.origin(), Long.toString(key.first()));
    return json.isEmpty() ? Optional.empty() : Optional.of(anchored(key.origin(), json));
  }
}
