package org.mingjing.ledger.verify;

/** Checks the word of the operator's own ledger. */
final class OwnLedger {
  private static final String TITLE = "mingjing ledger key";

  private final LogKey log;
  private final Remembered<VerifierKey> ledgerKeys = new Remembered<>();

  OwnLedger(LogKey log) {
    this.log = log;
  }

  /** Checks its key and its signature. */
  Anchored check(AnchorPart.Signed anchor, String checkpoint) {
    if (!anchor.kind().equals("embedded")) {
      throw broken("未知的锚定种类：" + anchor.kind(), "unknown kind of anchor: " + anchor.kind());
    }
    String note = anchor.ledgerKey();
    VerifierKey ledger = ledgerKeys.orCheck(() -> ledgerKey(note), note);
    String text = checkpoint.substring(0, checkpoint.lastIndexOf("\n\n") + 1);
    var what = new Text("锚定", "the anchor");
    ledger.demandLine(text, anchor.signature(), Check.ANCHOR, what);
    return new Anchored.OwnLedger(ledger.name());
  }

  private VerifierKey ledgerKey(String note) {
    var what = new Text("账本密钥说明", "the note on the ledger's key");
    String[] lines = log.open(note, Check.ANCHOR, what).split("\n", -1);
    boolean form = lines.length == 4 && lines[3].isEmpty() && lines[0].equals(TITLE);
    if (!form || !lines[1].equals(log.name())) {
      throw broken("账本密钥说明的内容不对", "the note on the ledger's key has not the right lines");
    }
    VerifierKey ledger =
        VerifierKey.parse(lines[2], KeyType.ED25519)
            .orElseThrow(() -> broken("账本密钥不可用", "the ledger's key is no verifier key"));
    if (ledger.sameKeyAs(log.ed25519())) {
      throw broken("账本密钥就是日志密钥", "the ledger's key is the log's own key");
    }
    return ledger;
  }

  private static Broken broken(String zh, String en) {
    return new Broken(Check.ANCHOR, zh, en);
  }
}
