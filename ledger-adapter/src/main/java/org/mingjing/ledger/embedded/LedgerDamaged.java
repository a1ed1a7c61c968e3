package org.mingjing.ledger.embedded;

import java.nio.file.Path;

/**
 * The ledger's file is not as the ledger wrote it, or its key is gone. Nothing is repaired:
 * somebody must look, and then restore a copy. The message is in both languages and names file and
 * offset.
 */
public final class LedgerDamaged extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final long offset;

  LedgerDamaged(Path file, long offset, String zh, String en) {
    super(
        "账本文件已损坏：%1$s 偏移 %2$d：%3$s / the ledger file is damaged: %1$s at offset %2$d: %4$s"
            .formatted(file, offset, zh, en));
    this.offset = offset;
  }

  /** The key that lies beside the file is not there. */
  LedgerDamaged(Path key) {
    super(
        ("账本密钥缺失：%1$s：请恢复，见 ledger-adapter/README.md 的“恢复与丢失”"
                + " / the ledger's key is missing, bring back %1$s: \"Restore and loss\" in ledger-adapter/README.md")
            .formatted(key));
    this.offset = 0;
  }

  /** Where the first bad record starts, in bytes. */
  public long offset() {
    return offset;
  }
}
