package org.mingjing.ledger.verify;

/** The text of a checkpoint (C2SP tlog-checkpoint): origin, size, root, and no further line. */
record TreeHead(String origin, long size, Bytes root) {
  private static final int MAX_SIZE_DIGITS = 18;

  /** A checkpoint that the log signed: signature, form, and origin = name of the key. */
  static TreeHead open(String note, LogKey log, Text what) {
    TreeHead head = parse(log.open(note, Check.CHECKPOINT, what));
    if (!head.origin().equals(log.name())) {
      throw broken(
          what.zh() + "属于另一日志：" + head.origin(),
          what.en() + " is of another log: " + head.origin());
    }
    return head;
  }

  private static TreeHead parse(String text) {
    String[] lines = text.split("\n", -1);
    if (lines.length != 4 || !lines[3].isEmpty()) {
      throw broken("检查点应为三行", "a checkpoint has three lines");
    }
    if (!lines[1].matches("0|[1-9][0-9]{0," + (MAX_SIZE_DIGITS - 1) + "}")) {
      throw broken("检查点的大小不是规范的数", "the size in the checkpoint is no canonical number");
    }
    return new TreeHead(
        lines[0], Long.parseLong(lines[1]), Bytes.ofBase64("checkpoint", lines[2], 32));
  }

  private static Broken broken(String zh, String en) {
    return new Broken(Check.CHECKPOINT, zh, en);
  }
}
