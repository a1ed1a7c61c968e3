package org.mingjing.ledger.receipt;

import java.util.List;
import java.util.Optional;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.ledger.canonical.StrictBase64;
import org.mingjing.ledger.merkle.Hash;

/**
 * What a caller keeps, to prove offline that the entry is in the log. The arrays are handed over,
 * not copied: one receipt is made for every call and written at once.
 *
 * @param entry canonical JSON (RFC 8785) of the entry
 * @param salt the 32 bytes that the commitment was made with
 * @param index the entry's place in the log
 * @param proof inclusion proof in the tree of the checkpoint, leaf's sibling first
 * @param checkpoint the log's signed note; it holds origin and tree size
 * @param anchor the ledger's word on the same checkpoint, once there is one
 * @param digestKey the 32-byte key of the digests in the entry, known only to the caller; {@code
 *     body.digestKeyHash} in the entry is the Base64 of its SHA-256
 */
@SuppressWarnings("ArrayRecordComponent") // written out at once; nothing compares receipts
public record Receipt(
    byte[] entry,
    byte[] salt,
    long index,
    List<Hash> proof,
    String checkpoint,
    Optional<Anchor> anchor,
    Optional<byte[]> digestKey) {
  /** Fixes the proof. */
  public Receipt {
    proof = List.copyOf(proof);
  }

  /** The receipt as canonical JSON. */
  public byte[] json() {
    var json = new CanonicalWriter(entry.length + 48 * proof.size() + 768);
    json.beginObject();
    writeAnchor(json);
    json.name("checkpoint").string(checkpoint);
    writeDigestKey(json);
    json.name("entry").raw(entry).name("index").number(index).name("proof").beginArray();
    for (Hash hash : proof) {
      json.string(hash.toBase64());
    }
    json.endArray().name("salt").string(StrictBase64.encode(salt)).endObject();
    return json.toByteArray();
  }

  void writeAnchor(CanonicalWriter json) {
    json.name("anchor");
    anchor.ifPresentOrElse(a -> AnchorJson.write(a, json), json::nullValue);
  }

  void writeDigestKey(CanonicalWriter json) {
    json.name("digestKey");
    digestKey.ifPresentOrElse(key -> json.string(StrictBase64.encode(key)), json::nullValue);
  }
}
