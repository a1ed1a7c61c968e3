package org.mingjing.ledger.verify;

import java.util.Optional;

/**
 * Checks a receipt offline. The verifier key is the only thing trusted: where it comes from decides
 * what a verdict is worth. Every byte of the file is covered by a check, so that any change is
 * found.
 */
public final class ReceiptVerifier {
  private static final String LEDGER_TITLE = "mingjing ledger key";

  private ReceiptVerifier() {}

  /**
   * Checks everything, in the order of {@link Check}.
   *
   * @param receiptFile the file as it was received
   * @param verifierKey the log's key, {@code name+id+key} (C2SP signed-note)
   */
  public static Verdict verify(byte[] receiptFile, String verifierKey) {
    Optional<VerifierKey> key = VerifierKey.parse(verifierKey);
    if (key.isEmpty()) {
      return new Verdict.Failed(
          Check.KEY, new Text("不是验证密钥（name+id+key）", "not a verifier key (name+id+key)"));
    }
    try {
      return verified(ReceiptFile.parse(receiptFile), key.get());
    } catch (Broken broken) {
      return broken.failed();
    }
  }

  private static Verdict verified(ReceiptFile receipt, VerifierKey log) {
    TreeHead head = head(receipt, log);
    Bytes leaf = Inclusion.leafHash(receipt.salt(), Bytes.ofText(receipt.entry()));
    if (!Inclusion.holds(leaf, receipt.index(), head.size(), receipt.proof(), head.root())) {
      throw new Broken(
          Check.PROOF,
          "条目、盐、序号与证明不能得出检查点的根",
          "entry, salt, index and proof do not lead to the root of the checkpoint");
    }
    demandDigestKey(receipt);
    return new Verdict.Verified(
        head.origin(),
        receipt.index(),
        head.size(),
        leaf.hex(),
        receipt.entry(),
        receipt.anchor().map(anchor -> ledger(anchor, receipt.checkpoint(), log)));
  }

  private static TreeHead head(ReceiptFile receipt, VerifierKey log) {
    var what = new Text("检查点", "the checkpoint");
    TreeHead head = TreeHead.parse(log.open(receipt.checkpoint(), Check.CHECKPOINT, what));
    if (!head.origin().equals(log.name())) {
      throw new Broken(
          Check.CHECKPOINT,
          "检查点属于另一日志：" + head.origin(),
          "the checkpoint is of another log: " + head.origin());
    }
    return head;
  }

  /** Without this, a changed digest key would go unnoticed until somebody uses it. */
  private static void demandDigestKey(ReceiptFile receipt) {
    if (receipt.digestKey().isEmpty()) {
      return;
    }
    String hash = Bytes.sha256(receipt.digestKey().get()).base64();
    boolean named =
        receipt.entryMembers().values().get("body") instanceof Json.Members body
            && body.values().get("digestKeyHash") instanceof Json.Chars chars
            && chars.value().equals(hash);
    if (!named) {
      throw new Broken(
          Check.DIGEST_KEY,
          "digestKey 与条目中的 body.digestKeyHash 不符",
          "digestKey does not fit body.digestKeyHash in the entry");
    }
  }

  /** Name of the ledger, once its key and its signature are checked. */
  private static String ledger(ReceiptFile.AnchorPart anchor, String checkpoint, VerifierKey log) {
    if (!anchor.kind().equals("embedded")) {
      throw broken("未知的锚定种类：" + anchor.kind(), "unknown kind of anchor: " + anchor.kind());
    }
    VerifierKey ledger = ledgerKey(anchor, log);
    String text = checkpoint.substring(0, checkpoint.lastIndexOf("\n\n") + 1);
    var what = new Text("锚定", "the anchor");
    ledger.demandLine(text, anchor.signature(), Check.ANCHOR, what);
    return ledger.name();
  }

  private static VerifierKey ledgerKey(ReceiptFile.AnchorPart anchor, VerifierKey log) {
    var what = new Text("账本密钥说明", "the note on the ledger's key");
    String[] lines = log.open(anchor.ledgerKey(), Check.ANCHOR, what).split("\n", -1);
    boolean form = lines.length == 4 && lines[3].isEmpty() && lines[0].equals(LEDGER_TITLE);
    if (!form || !lines[1].equals(log.name())) {
      throw broken("账本密钥说明的内容不对", "the note on the ledger's key has not the right lines");
    }
    VerifierKey ledger =
        VerifierKey.parse(lines[2])
            .orElseThrow(() -> broken("账本密钥不可用", "the ledger's key is no verifier key"));
    if (ledger.sameKeyAs(log)) {
      throw broken("账本密钥就是日志密钥", "the ledger's key is the log's own key");
    }
    return ledger;
  }

  private static Broken broken(String zh, String en) {
    return new Broken(Check.ANCHOR, zh, en);
  }
}
