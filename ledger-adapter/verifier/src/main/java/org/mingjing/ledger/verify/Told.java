package org.mingjing.ledger.verify;

import java.io.PrintStream;

/** Tells what the check of many receipts finds, each failure at once: there may be a million. */
final class Told {
  private final PrintStream out;
  private final boolean json;
  private boolean first = true;

  private Told(PrintStream out, boolean json) {
    this.out = out;
    this.json = json;
  }

  static Told asText(PrintStream out) {
    return new Told(out, false);
  }

  /** One canonical document, of a line a failure, and the sum. */
  static Told asJson(PrintStream out) {
    out.print("{\"failures\":[");
    return new Told(out, true);
  }

  void failure(Findings.Failure failure) {
    if (json) {
      out.print((first ? "" : ",") + Summary.json(failure));
      first = false;
    } else {
      out.print(Summary.lines(failure));
    }
  }

  void end(Tally tally) {
    if (json) {
      String verdict = tally.passed() ? "VERIFIED" : "FAILED";
      out.printf("],\"summary\":%s,\"verdict\":\"%s\"}%n", Summary.json(tally), verdict);
    } else {
      out.print(Summary.table(tally));
    }
  }
}
