package org.mingjing.ledger.verify;

/** Ends a verification; caught once, in {@link ReceiptVerifier}. */
final class Broken extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Check check;
  private final String zh;
  private final String en;

  Broken(Check check, String zh, String en) {
    super(en);
    this.check = check;
    this.zh = zh;
    this.en = en;
  }

  /** The same defect, found in something that an outer check looks into. */
  Broken within(Check outer, Text what) {
    return new Broken(outer, what.zh() + "：" + zh, what.en() + ": " + en);
  }

  Verdict.Failed failed() {
    return new Verdict.Failed(check, new Text(zh, en));
  }
}
