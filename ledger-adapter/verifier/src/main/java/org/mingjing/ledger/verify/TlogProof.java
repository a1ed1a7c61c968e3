package org.mingjing.ledger.verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/**
 * A receipt in the form of C2SP tlog-proof. Its {@code extra} line, which others do not need, holds
 * in canonical JSON what the form has no place for.
 */
final class TlogProof {
  private static final String TITLE = "c2sp.org/tlog-proof@v1";
  private static final byte[] START = (TITLE + "\n").getBytes(StandardCharsets.US_ASCII);
  private static final Set<String> EXTRA = Set.of("anchor", "digestKey", "entry", "salt");

  private TlogProof() {}

  static boolean is(byte[] file) {
    return Arrays.equals(file, 0, Math.min(file.length, START.length), START, 0, START.length);
  }

  static ReceiptFile parse(String text) {
    int blank = text.indexOf("\n\n");
    if (blank < 0) {
      throw broken("没有空行和检查点", "there is no blank line and no checkpoint");
    }
    Queue<String> lines = new ArrayDeque<>(List.of(text.substring(0, blank).split("\n", -1)));
    lines.remove();
    Bytes extra = Bytes.ofBase64("extra", value(lines, "extra "));
    String index = value(lines, "index ");
    if (!index.matches("0|[1-9][0-9]{0,17}")) {
      throw broken("index 不是规范的数", "the index is no canonical number");
    }
    byte[] json = extra.copy();
    return ReceiptFile.of(
        json,
        new Fields("extra", CanonicalParser.parse(json), EXTRA),
        Long.parseLong(index),
        ReceiptFile.proof(new ArrayList<>(lines)),
        text.substring(blank + 2));
  }

  private static String value(Queue<String> lines, String name) {
    String line = lines.isEmpty() ? "" : lines.remove();
    if (!line.startsWith(name)) {
      throw broken("此处应为 " + name + "行", "a line " + name + "is expected here");
    }
    return line.substring(name.length());
  }

  private static Broken broken(String zh, String en) {
    return new Broken(Check.FORM, zh, en);
  }
}
