package org.mingjing.ledger.verify;

import java.util.Map;
import java.util.Optional;

/**
 * Checks receipts offline. The verifier key is the only thing trusted: where it comes from decides
 * what a verdict is worth. Every byte of the file is covered by a check, so that any change is
 * found. For many threads; a signature that was found good is not checked again.
 */
public final class ReceiptVerifier {

  private static final Text CHECKPOINT = new Text("检查点", "the checkpoint");

  private final LogKey log;
  private final Remembered<TreeHead> heads = new Remembered<>();
  private final Remembered<Anchored> anchors = new Remembered<>();
  private final Map<String, Organisation> organisations;
  private final OwnLedger ownLedger;

  ReceiptVerifier(LogKey log) {
    this(log, Map.of());
  }

  /** One that also demands an endorsement of each of these organisations, by their MSP id. */
  ReceiptVerifier(LogKey log, Map<String, Organisation> organisations) {
    this.log = log;
    this.organisations = Map.copyOf(organisations);
    this.ownLedger = new OwnLedger(log);
  }

  /**
   * Checks everything, in the order of {@link Check}.
   *
   * @param receiptFile the file as it was received
   * @param verifierKey the log's key, {@code name+id+key} (C2SP signed-note), after white space
   *     also its SM2 key, if it has one
   */
  public static Verdict verify(byte[] receiptFile, String verifierKey) {
    Optional<LogKey> key = LogKey.parse(verifierKey);
    if (key.isEmpty()) {
      return new Verdict.Failed(
          Check.KEY, new Text("不是验证密钥（name+id+key）", "not a verifier key (name+id+key)"));
    }
    return new ReceiptVerifier(key.get()).verify(receiptFile);
  }

  /** Checks one receipt. */
  Verdict verify(byte[] receiptFile) {
    try {
      return verified(ReceiptFile.parse(receiptFile));
    } catch (Broken broken) {
      return broken.failed();
    }
  }

  private Verdict verified(ReceiptFile receipt) {
    String checkpoint = receipt.checkpoint();
    TreeHead head = heads.orCheck(() -> TreeHead.open(checkpoint, log, CHECKPOINT), checkpoint);
    Bytes leaf = Inclusion.leafHash(receipt.salt(), receipt.entry());
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
        receipt.entry().text(),
        anchored(receipt, head));
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

  /** The anchor's worth, found once for all receipts of a checkpoint. */
  private Optional<Anchored> anchored(ReceiptFile receipt, TreeHead head) {
    if (receipt.anchor().isEmpty()) {
      if (!organisations.isEmpty()) {
        throw notEndorsed("回执没有锚定", "the receipt has no anchor");
      }
      return Optional.empty();
    }
    AnchorPart anchor = receipt.anchor().get();
    return Optional.of(
        anchors.orCheck(
            () -> anchored(anchor, receipt.checkpoint(), head),
            receipt.checkpoint(),
            Bytes.sha256OfEach(anchor.texts()).hex()));
  }

  private Anchored anchored(AnchorPart anchor, String checkpoint, TreeHead head) {
    return switch (anchor) {
      case AnchorPart.Fabric fabric ->
          new FabricAnchor(log, organisations).check(fabric, checkpoint, head);
      case AnchorPart.Signed signed -> {
        Anchored own = ownLedger.check(signed, checkpoint);
        if (!organisations.isEmpty()) {
          throw notEndorsed("锚定是运营方自己的账本", "the anchor is the operator's own ledger");
        }
        yield own;
      }
    };
  }

  private static Broken notEndorsed(String zh, String en) {
    return new Broken(
        Check.ANCHOR,
        zh + "，而所给组织均须背书（--org）",
        en + ", but every organisation given must have endorsed (--org)");
  }
}
