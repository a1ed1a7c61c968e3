package org.mingjing.ledger.verify;

/** A verdict as text for people or JSON for programs. */
final class Report {
  private Report() {}

  static String table(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Verified v ->
          """
          VERIFIED 验证通过
          %s
          %s
          log       日志  %s
          index     序号  %d / %d
          leaf      叶    %s
          entry     条目  %s
          """
              .formatted(
                  v.standing().zh(),
                  v.standing().en(),
                  v.origin(),
                  v.index(),
                  v.treeSize(),
                  v.leafHash(),
                  v.entry());
      case Verdict.Failed f ->
          """
          FAILED 验证未通过 (%s)
          %s
          %s
          """
              .formatted(f.check(), printable(f.reason().zh()), printable(f.reason().en()));
    };
  }

  static String json(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Verified v ->
          "{\"entry\":%s,\"index\":%d,\"leafHash\":%s,\"ledger\":%s,\"origin\":%s,\"standing\":%s,\"treeSize\":%d,\"verdict\":\"VERIFIED\"}%n"
              .formatted(
                  v.entry(),
                  v.index(),
                  quoted(v.leafHash()),
                  v.ledger().map(Report::quoted).orElse("null"),
                  quoted(v.origin()),
                  text(v.standing()),
                  v.treeSize());
      case Verdict.Failed f ->
          "{\"check\":%s,\"reason\":%s,\"verdict\":\"FAILED\"}%n"
              .formatted(quoted(f.check().name()), text(f.reason()));
    };
  }

  private static String text(Text text) {
    return "{\"en\":%s,\"zh\":%s}".formatted(quoted(text.en()), quoted(text.zh()));
  }

  private static String quoted(String text) {
    var json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20) {
        json.append("\\u%04x".formatted((int) c));
      } else if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }

  /** A receipt is not trusted before it is verified: its characters shall not steer a terminal. */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}]", "?");
  }
}
