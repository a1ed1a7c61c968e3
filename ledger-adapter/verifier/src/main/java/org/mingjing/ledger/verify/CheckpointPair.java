package org.mingjing.ledger.verify;

import java.io.IOException;
import java.util.List;

/**
 * Whether a log's newer checkpoint extends its older one, so that nothing that was in the log when
 * the older one was signed has since been changed or left out.
 */
final class CheckpointPair {
  private final TreeHead older;
  private final TreeHead newer;

  private CheckpointPair(TreeHead older, TreeHead newer) {
    this.older = older;
    this.newer = newer;
  }

  /**
   * Checks both checkpoints and then the proof, which is asked for only if the sizes differ.
   *
   * @param older a checkpoint, or a receipt that holds one
   */
  static Verdict verify(byte[] older, byte[] newer, LogKey log, ConsistencyProof proof)
      throws IOException, WrongUsage {
    try {
      var pair =
          new CheckpointPair(
              head(older, log, new Text("旧检查点", "the older checkpoint")),
              head(newer, log, new Text("新检查点", "the newer checkpoint")));
      return pair.verdict(proof);
    } catch (Broken broken) {
      return broken.failed();
    }
  }

  private static TreeHead head(byte[] file, LogKey log, Text what) {
    boolean receipt = TlogProof.is(file) || (file.length > 0 && file[0] == '{');
    String note = receipt ? ReceiptFile.parse(file).checkpoint() : ReceiptFile.text(file);
    return TreeHead.open(note, log, what);
  }

  private Verdict verdict(ConsistencyProof proof) throws IOException, WrongUsage {
    if (older.size() > newer.size()) {
      throw broken(
          "旧检查点（%d）比新检查点（%d）大：日志缩短了，或两者给反了",
          "the older checkpoint (%d) is larger than the newer one (%d): the log was cut, or they are"
              + " exchanged");
    }
    if (older.size() == newer.size()) {
      demandSameRoot();
    } else if (older.size() == 0) {
      demandEmptyRoot();
    } else {
      demandExtension(proof.path(older, newer));
    }
    return new Verdict.Consistent(newer.origin(), older.size(), newer.size());
  }

  private void demandSameRoot() {
    if (!older.root().equals(newer.root())) {
      throw broken(
          "分叉：日志为同一大小（%d）签署了两个不同的根。请保存两个文件，它们就是证据",
          "FORK: the log signed two different roots for the same size (%d). Keep both files: they are"
              + " the proof of it");
    }
  }

  private void demandEmptyRoot() {
    if (!older.root().equals(Consistency.EMPTY_ROOT)) {
      throw broken("空日志的根不对", "the root is not that of the empty log");
    }
  }

  private void demandExtension(List<Bytes> path) {
    var roots = Consistency.roots(older.size(), newer.size(), path);
    boolean ofNewer = roots.isPresent() && roots.get().second().equals(newer.root());
    if (!ofNewer) {
      throw broken(
          "证明不能得出新检查点的根：不能确定 %d 是否是 %d 的延续。证明有误，或日志被改写",
          "the proof does not lead to the newer root: it is not shown that the log of size %d became"
              + " that of size %d. The proof is wrong, or the log was rewritten");
    }
    if (!roots.get().first().equals(older.root())) {
      throw broken(
          "分叉：日志被改写。新检查点前 %d 条的根与旧检查点不同（新检查点大小 %d）。请保存两个文件和证明，它们就是证据",
          "FORK: the log was rewritten. The first %d entries under the newer checkpoint (size %d) have"
              + " another root than the older checkpoint says. Keep both files and the proof: they are"
              + " the proof of it");
    }
  }

  private Broken broken(String zh, String en) {
    return new Broken(
        Check.CONSISTENCY,
        zh.formatted(older.size(), newer.size()),
        en.formatted(older.size(), newer.size()));
  }
}
