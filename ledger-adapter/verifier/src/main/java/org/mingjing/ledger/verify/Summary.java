package org.mingjing.ledger.verify;

/** What the check of many receipts found, as text for people or JSON for programs. */
final class Summary {
  private Summary() {}

  /** One of many receipts that did not verify. */
  static String lines(Findings.Failure failure) {
    var verdict = failure.verdict();
    return """
    FAILED 验证未通过 %s (%s)
      %s
      %s
    """
        .formatted(
            Written.printable(place(failure)),
            verdict.check(),
            Written.printable(verdict.reason().zh()),
            Written.printable(verdict.reason().en()));
  }

  /** The same for programs, without a newline. */
  static String json(Findings.Failure failure) {
    return "{\"check\":%s,\"file\":%s,\"line\":%s,\"reason\":%s}"
        .formatted(
            Written.quoted(failure.verdict().check().name()),
            Written.quoted(failure.file().toString()),
            failure.line() == 0 ? "null" : Long.toString(failure.line()),
            Written.text(failure.verdict().reason()));
  }

  private static String place(Findings.Failure failure) {
    return failure.line() == 0 ? failure.file().toString() : failure.file() + ":" + failure.line();
  }

  static String table(Tally tally) {
    return """
    %s
    receipts           回执              %d
    verified           通过              %d
      no anchor          无锚定          %d
      own ledger         运营方账本      %d  (不是已存证 / not 已存证)
      endorsed           组织背书        %d  (证书已核对 / certificates checked)
      claimed            自称背书        %d  (证书未核对 / certificates not checked)
    failed             未通过            %d
    not looked at      未查看的文件      %d
    """
        .formatted(
            headline(tally),
            tally.receipts(),
            tally.verified(),
            tally.recorded(),
            tally.anchored(),
            tally.endorsed(),
            tally.unchecked(),
            tally.failed(),
            tally.ignored());
  }

  private static String headline(Tally tally) {
    if (tally.receipts() == 0) {
      return "FAILED 没有找到回执 / there are no receipts";
    }
    return tally.passed() ? "VERIFIED 全部验证通过" : "FAILED 有回执验证未通过";
  }

  static String json(Tally tally) {
    return "{\"anchored\":%d,\"endorsed\":%d,\"failed\":%d,\"ignored\":%d,\"receipts\":%d,\"recorded\":%d,\"unchecked\":%d,\"verified\":%d}"
        .formatted(
            tally.anchored(),
            tally.endorsed(),
            tally.failed(),
            tally.ignored(),
            tally.receipts(),
            tally.recorded(),
            tally.unchecked(),
            tally.verified());
  }
}
