package org.mingjing.ledger.verify;

import java.util.stream.Collectors;

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
          %s\
          """
              .formatted(
                  Written.printable(v.standing().zh()),
                  Written.printable(v.standing().en()),
                  Written.printable(v.origin()),
                  v.index(),
                  v.treeSize(),
                  v.leafHash(),
                  Written.printable(v.entry()),
                  v.endorsed().map(Report::endorsed).orElse(""));
      case Verdict.Consistent c ->
          """
          VERIFIED 验证通过
          新检查点是旧检查点的延续：其间没有改动或删去任何条目
          the newer checkpoint extends the older one: no entry under it was changed or left out
          log       日志  %s
          entries   条目  %d -> %d
          """
              .formatted(Written.printable(c.origin()), c.older(), c.newer());
      case Verdict.Failed f ->
          """
          FAILED 验证未通过 (%s)
          %s
          %s
          """
              .formatted(
                  f.check(),
                  Written.printable(f.reason().zh()),
                  Written.printable(f.reason().en()));
    };
  }

  static String json(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Verified v ->
          "{\"endorsed\":%s,\"entry\":%s,\"index\":%d,\"leafHash\":%s,\"ledger\":%s,\"origin\":%s,\"standing\":%s,\"treeSize\":%d,\"verdict\":\"VERIFIED\"}%n"
              .formatted(
                  v.endorsed().map(Report::endorsedJson).orElse("null"),
                  v.entry(),
                  v.index(),
                  Written.quoted(v.leafHash()),
                  v.ledger().map(Written::quoted).orElse("null"),
                  Written.quoted(v.origin()),
                  Written.text(v.standing()),
                  v.treeSize());
      case Verdict.Consistent c ->
          "{\"newerSize\":%d,\"olderSize\":%d,\"origin\":%s,\"verdict\":\"VERIFIED\"}%n"
              .formatted(c.newer(), c.older(), Written.quoted(c.origin()));
      case Verdict.Failed f ->
          "{\"check\":%s,\"reason\":%s,\"verdict\":\"FAILED\"}%n"
              .formatted(Written.quoted(f.check().name()), Written.text(f.reason()));
    };
  }

  private static String endorsed(Anchored.Endorsed e) {
    var lines =
        new StringBuilder(
            """
            channel   通道  %s
            tx        交易  %s
            block     区块  %d  (日志所述 / the log's word)
            """
                .formatted(
                    Written.printable(e.channel()), Written.printable(e.transaction()), e.block()));
    for (Anchored.Endorser endorser : e.endorsers()) {
      lines.append(
          "endorser  背书  %s  %s  %s  (%s)%n"
              .formatted(
                  Written.printable(endorser.mspId()),
                  Written.printable(endorser.subject()),
                  endorser.validity(),
                  endorser.checked() ? "证书已核对 / checked" : "证书未核对 / not checked"));
    }
    return lines.toString();
  }

  private static String endorsedJson(Anchored.Endorsed e) {
    return "{\"block\":%d,\"channel\":%s,\"checked\":%d,\"endorsers\":[%s],\"transaction\":%s}"
        .formatted(
            e.block(),
            Written.quoted(e.channel()),
            e.checked(),
            e.endorsers().stream().map(Report::json).collect(Collectors.joining(",")),
            Written.quoted(e.transaction()));
  }

  private static String json(Anchored.Endorser endorser) {
    return "{\"checked\":%s,\"mspId\":%s,\"subject\":%s,\"validity\":%s}"
        .formatted(
            endorser.checked(),
            Written.quoted(endorser.mspId()),
            Written.quoted(endorser.subject()),
            Written.quoted(endorser.validity()));
  }
}
