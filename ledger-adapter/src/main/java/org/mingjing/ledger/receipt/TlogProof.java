package org.mingjing.ledger.receipt;

import java.nio.charset.StandardCharsets;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.ledger.canonical.StrictBase64;
import org.mingjing.ledger.merkle.Hash;

/**
 * A receipt as C2SP tlog-proof, which tools of other transparency logs read: they need the leaf's
 * data, which is the commitment SHA-256(salt ‖ entry). The {@code extra} line holds, as canonical
 * JSON, what the form has no place for: anchor, digest key, entry and salt. So one file is the
 * whole receipt, and nothing in it is left unchecked.
 */
public final class TlogProof {
  private static final String TITLE = "c2sp.org/tlog-proof@v1\n";

  private TlogProof() {}

  /** The text, UTF-8; {@code .tlog-proof} is the customary ending of its file's name. */
  public static byte[] of(Receipt receipt) {
    var text = new StringBuilder(TITLE);
    text.append("extra ").append(StrictBase64.encode(extra(receipt))).append('\n');
    text.append("index ").append(receipt.index()).append('\n');
    for (Hash hash : receipt.proof()) {
      text.append(hash.toBase64()).append('\n');
    }
    return text.append('\n')
        .append(receipt.checkpoint())
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] extra(Receipt receipt) {
    var json = new CanonicalWriter(receipt.entry().length + 768);
    json.beginObject();
    receipt.writeAnchor(json);
    receipt.writeDigestKey(json);
    json.name("entry").raw(receipt.entry());
    return json.name("salt").string(StrictBase64.encode(receipt.salt())).endObject().toByteArray();
  }
}
