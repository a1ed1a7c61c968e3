package org.mingjing.ledger.receipt;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.ledger.canonical.StrictBase64;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.NoteSigner;
import org.mingjing.ledger.merkle.Appended;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Leaves;
import org.mingjing.ledger.merkle.Tree;

/** Receipts of entry 41 in a log of 100, always the same. */
public final class TestReceipts {
  public static final int INDEX = 41;
  private static final int SIZE = 100;
  private static final byte[] SALT = filled(0x17);
  private static final byte[] DIGEST_KEY = filled(0x2a);

  private TestReceipts() {}

  /** The key of the operator's own ledger. */
  public static NoteSigner ledger() {
    return new NoteSigner(TestLog.ORIGIN + "/ledger", TestLog.key(2));
  }

  public static Receipt plain() {
    return receipt(entry(), false, Optional.empty());
  }

  public static Receipt full() {
    return receipt(entry(), true, Optional.of(DIGEST_KEY));
  }

  public static Receipt receipt(byte[] entry, boolean anchored, Optional<byte[]> digestKey) {
    List<Hash> leaves = new ArrayList<>(TestLog.leaves(0, SIZE));
    leaves.set(INDEX, Leaves.leafHash(Leaves.commitment(SALT, entry)));
    Appended tree = Tree.empty().append(leaves);
    String text = new Checkpoint(TestLog.ORIGIN, SIZE, tree.tree().root()).text();
    Optional<Anchor> anchor = anchored ? Optional.of(anchor(text)) : Optional.empty();
    return new Receipt(
        entry, SALT, INDEX, tree.proof(INDEX), TestLog.signer().sign(text), anchor, digestKey);
  }

  private static Anchor anchor(String checkpointText) {
    String ledgerKey = Anchor.ledgerKey(TestLog.signer(), ledger().verifierKey());
    return Anchor.embedded(ledgerKey, ledger().signatureLine(checkpointText));
  }

  /** An entry with every kind of value. */
  public static byte[] entry() {
    var json = new CanonicalWriter(512);
    json.beginObject().name("actor").string("mca-assistance").name("body").beginObject();
    json.name("digestKeyHash").string(StrictBase64.encode(sha256(DIGEST_KEY)));
    json.name("fields").beginArray().string("name").string("birth_date").endArray();
    json.name("grant").nullValue();
    json.name("partial").bool(false);
    json.name("purpose").string("社会救助 \"social-assistance\"\n");
    json.name("records").number(1);
    json.endObject();
    json.name("id").string("01990000-0000-7000-8000-000000000041");
    json.name("instant").string("2026-01-02T03:04:05.678Z");
    json.name("kind").string("call.closed");
    json.name("node").string("node-1").endObject();
    return json.toByteArray();
  }

  public static byte[] entryWithoutDigestKeyHash() {
    String entry = new String(entry(), StandardCharsets.UTF_8);
    return entry.replaceAll("\"digestKeyHash\":\"[^\"]*\",", "").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] filled(int value) {
    var bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
