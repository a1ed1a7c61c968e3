package org.mingjing.exchange.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.TreeSet;
import org.mingjing.exchange.stewardship.ImpactReport;
import org.mingjing.exchange.stewardship.Terms;
import org.mingjing.policy.GrantId;
import org.mingjing.policy.Provisos;
import org.mingjing.policy.Text;

/** What replaying found, for people: counts first, then who is concerned, then some calls. */
final class ImpactTable {
  private static final int GROUPS = 10;
  private static final int NAME = 34;

  private ImpactTable() {}

  static void print(PrintWriter out, ImpactReport report) {
    basis(out, report);
    out.println("草案与生效策略相比 / by the draft, beside the live policy:");
    report
        .changes()
        .forEach((change, part) -> number(out, change.wireName(), part.calls(), part.text()));
    unknown(out, report);
    recorded(out, report);
    report
        .changes()
        .forEach((change, part) -> {
          if (change != ImpactReport.Change.UNCHANGED) {
            details(out, change.wireName(), part);
          }
        });
    report.unknown().forEach((reason, part) -> details(out, reason, part));
    if (report.reproduction().notReproduced().calls() > 0) {
      details(out, "not-reproduced", report.reproduction().notReproduced());
    }
    out.println(Provisos.DRAFT.zh());
    out.println(Provisos.DRAFT.en());
  }

  private static void basis(PrintWriter out, ImpactReport report) {
    ImpactReport.Basis basis = report.basis();
    row(
        out,
        "期间 / window",
        basis.window().from() + " – " + basis.window().until() + " (Asia/Shanghai)");
    row(out, "生效 / live", basis.live().policy());
    row(out, "草案 / draft", basis.draft().policy());
    row(
        out,
        "授权 / grants",
        basis.draftsOwnGrants()
            ? basis.draft().grants() + " (草案的 / the draft's)"
            : basis.live().grants() + " (生效的 / those in force)");
    row(out, "条目 / entries", report.entries() + "，其中调用 / of them calls: " + report.calls());
  }

  private static void unknown(PrintWriter out, ImpactReport report) {
    if (!report.unknown().isEmpty()) {
      out.println("无从知道 / unknown:");
      report.unknown().forEach((reason, part) -> count(out, reason, part));
    }
  }

  /** What has changed between recording and now is not the draft's doing. */
  private static void recorded(PrintWriter out, ImpactReport report) {
    ImpactReport.Reproduction check = report.reproduction();
    out.println("与当时的记录相比 / beside what was recorded then:");
    number(out, "reproduced", check.reproduced(), new Text("重新决定与记录相符", "decided again, the same"));
    if (check.notReproduced().calls() > 0) {
      count(out, "not-reproduced !!", check.notReproduced());
    }
    number(
        out,
        "not-checkable",
        check.notCheckable(),
        new Text("当时的策略、授权或规则已不可得", "policy, grants or rules of then are not there any more"));
    report
        .since()
        .forEach((change, part) -> {
          if (change != ImpactReport.Change.UNCHANGED) {
            count(out, "since: " + change.wireName(), part);
          }
        });
  }

  private static void count(PrintWriter out, String name, ImpactReport.Part part) {
    number(out, name, part.calls(), part.text());
    if (part.permittedNow() > 0) {
      row(out, "", "其中目前允许 / of them permitted now: " + part.permittedNow());
    }
  }

  private static void number(PrintWriter out, String name, long number, Text text) {
    row(out, name, Columns.pad(Long.toString(number), 12) + text.zh() + " / " + text.en());
  }

  private static void row(PrintWriter out, String name, String value) {
    out.println("    " + Columns.pad(name, NAME) + value);
  }

  private static void details(PrintWriter out, String name, ImpactReport.Part part) {
    out.println(name + "  " + part.text().zh() + " / " + part.text().en());
    List<ImpactReport.Counted> groups = part.groups();
    groups.stream()
        .limit(GROUPS)
        .forEach(one ->
            out.println(
                "    "
                    + Columns.pad(Long.toString(one.calls()), 12)
                    + one.group().resource()
                    + "  "
                    + one.group().purpose()
                    + "  "
                    + one.group().system()));
    if (groups.size() > GROUPS) {
      out.println("    … " + (groups.size() - GROUPS) + "  （全部见 / all with --output json）");
    }
    part.examples().forEach(one -> example(out, one));
  }

  private static void example(PrintWriter out, ImpactReport.Example example) {
    out.println("    #" + example.index() + "  " + example.call().orElse(""));
    example
        .told()
        .ifPresent(told -> {
          out.println("        " + told.at() + "  " + ImpactJson.inputs(told.inputs()));
          out.println("        原 / before  " + terms(told.before()));
          out.println("        现 / after   " + terms(told.after()));
        });
  }

  private static String terms(Terms terms) {
    return terms
        .code()
        .map(code -> "deny " + code)
        .orElseGet(() ->
            "permit "
                + terms.grant().map(GrantId::value).orElse("–")
                + " "
                + new TreeSet<>(terms.leaving())
                + " "
                + ImpactJson.obligations(terms));
  }
}
