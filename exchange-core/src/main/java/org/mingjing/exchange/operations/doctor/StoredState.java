package org.mingjing.exchange.operations.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.mingjing.exchange.evidence.EntryKind;
import org.mingjing.exchange.evidence.LedgerAccess;
import org.mingjing.exchange.evidence.SeenEntries;
import org.mingjing.exchange.evidence.StoredLog;
import org.mingjing.exchange.operations.DataLedger;
import org.mingjing.exchange.stewardship.NotPublishable;
import org.mingjing.exchange.stewardship.Publication;
import org.mingjing.ledger.LedgerUnavailable;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.InvalidNote;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.embedded.LedgerDamaged;
import org.mingjing.ledger.fabric.UnusableSettings;
import org.mingjing.ledger.log.LogRefused;
import org.mingjing.ledger.log.RememberedCheckpoint;
import org.mingjing.policy.LoadResult;
import org.mingjing.policy.PolicyLoader;
import org.mingjing.policy.Text;

/**
 * Whether the log's head follows what was remembered outside the database, and names the policy
 * that is kept.
 */
final class StoredState {
  private static final Text FSCK =
      new Text(
          "请先停止写入并执行 ./mingjing fsck；数据库被回退时请恢复较新的备份，切勿删除检查点文件",
          "stop writing and run ./mingjing fsck; bring a newer backup back if the database was set back, and never delete the remembered checkpoint");

  private static final String REMEMBERED = "remembered-checkpoint";

  private StoredState() {}

  static List<Diagnosis> examine(Connection connection, DataSource source, Doctor.Plan plan)
      throws SQLException {
    String logKey =
        Running.credentials(plan.data()).map(c -> c.path("logKey").asString("")).orElse("");
    if (logKey.isEmpty()) {
      return List.of(
          Diagnosis.notChecked(
              "log-head", "尚无日志公钥：启动未曾完成", "no log key is known: no start was ever completed"));
    }
    NoteVerifier log = NoteVerifier.parse(logKey);
    return List.of(
        head("remembered-checkpoint", connection, () -> remembered(plan.data(), log), log),
        ledger(connection, log, plan),
        published(connection, source, log, plan));
  }

  private static Diagnosis ledger(Connection connection, NoteVerifier log, Doctor.Plan plan)
      throws SQLException {
    try {
      LedgerAccess access = DataLedger.in(plan.data(), log);
      boolean begun = !Settings.text(connection, "select 1 from anchor limit 1").isEmpty();
      if (access instanceof LedgerAccess.OnFabric fabric && !begun) {
        fabric.newest();
        return Diagnosis.ok(
            "ledger", "Fabric 通道可达，尚无批次", "the Fabric channel is reached, no batch went there yet");
      }
      return head("ledger", connection, access.witness()::newest, log);
    } catch (LedgerUnavailable | UnusableSettings | IOException e) {
      String what = String.valueOf(e.getMessage());
      return Diagnosis.problem(
          "ledger",
          new Text("无法询问账本：" + what, "the ledger cannot be asked: " + what),
          new Text(
              "请检查网络：./mingjing fabric status；其间的存证不会丢失，恢复后依次补存",
              "look at the network: ./mingjing fabric status; nothing is lost meanwhile, what waits is notarised in order once it is back"));
    }
  }

  /**
   * Looks at what is outside the database first: what it has seen, a head read afterwards must
   * extend.
   */
  @FunctionalInterface
  private interface Seen {
    Optional<Checkpoint> newest();
  }

  private static Optional<Checkpoint> remembered(Path data, NoteVerifier log) {
    Path file = data.resolve(REMEMBERED);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (RememberedCheckpoint opened = RememberedCheckpoint.open(file, log)) {
      return opened.newest();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + file, e);
    }
  }

  private static Diagnosis head(String check, Connection connection, Seen witness, NoteVerifier log)
      throws SQLException {
    try {
      Optional<Checkpoint> seen = witness.newest();
      Optional<Checkpoint> newest =
          stored(connection, "select checkpoint from log_head order by size desc limit 1", log);
      long entries = newest.map(Checkpoint::size).orElse(0L);
      if (seen.isEmpty() && entries > 0) {
        return Diagnosis.problem(
            check,
            new Text(
                "不存在，而日志有 " + entries + " 条",
                "is missing, and the log has " + entries + " entries"),
            new Text("请从备份恢复该文件", "bring the file back from the backup"));
      }
      long size = seen.map(Checkpoint::size).orElse(0L);
      if (size > entries) {
        return Diagnosis.problem(
            check,
            new Text(
                "记录到 " + size + " 条，数据库只有 " + entries + " 条：数据库被回退",
                "has seen "
                    + size
                    + " entries, the database holds "
                    + entries
                    + ": it was set back"),
            FSCK);
      }
      Optional<Checkpoint> same =
          stored(connection, "select checkpoint from log_head where size = " + size, log);
      if (size > 0 && !same.equals(seen)) {
        return Diagnosis.problem(
            check,
            new Text(
                "与数据库在第 " + size + " 条处不符：日志被改写",
                "differs from the database at size " + size + ": the log was rewritten"),
            FSCK);
      }
      return Diagnosis.ok(
          check,
          size + " 条，数据库有 " + entries + " 条，相符",
          size + " entries, the database has " + entries + ", and they agree");
    } catch (LogRefused e) {
      return refused(check, e, FSCK);
    } catch (LedgerDamaged | InvalidNote | UncheckedIOException e) {
      String what = String.valueOf(e.getMessage());
      return Diagnosis.problem(check, new Text(what, what), FSCK);
    }
  }

  private static Optional<Checkpoint> stored(Connection connection, String sql, NoteVerifier log)
      throws SQLException {
    String note = Settings.text(connection, sql);
    return note.isEmpty() ? Optional.empty() : Optional.of(log.open(note));
  }

  private static Diagnosis published(
      Connection connection, DataSource source, NoteVerifier verifier, Doctor.Plan plan)
      throws SQLException {
    Text mend =
        new Text(
            "策略或授权被绕过日志改动：请执行 ./mingjing fsck 并从备份恢复 policy_document、policy_bundle、data_grant 或 entry",
            "policy or grants were changed past the log: run ./mingjing fsck and bring policy_document, policy_bundle, data_grant or entry back from the backup");
    try {
      Path seen = SeenEntries.beside(plan.data().resolve(REMEMBERED));
      StoredLog log = new StoredLog(source, verifier, SeenEntries.look(seen));
      String named =
          log.newest(EntryKind.POLICY_PUBLISHED)
              .map(entry -> entry.path("body").path("policy").asString(""))
              .orElse("");
      if (named.isEmpty()) {
        return Diagnosis.notChecked("policy-published", "尚未发布策略", "no policy was published yet");
      }
      Publication.kept(connection, log);
      boolean same =
          PolicyLoader.load(plan.home().resolve("config/policy"))
                  instanceof LoadResult.Loaded loaded
              && loaded.policy().digest().equals(named);
      return Diagnosis.ok(
          "policy-published",
          named + (same ? "，与 config/policy 相同" : "；config/policy 是不同的提案"),
          named + (same ? ", the same as config/policy" : "; config/policy is another proposal"));
    } catch (NotPublishable e) {
      return Diagnosis.problem("policy-published", e.reason(), mend);
    } catch (LogRefused e) {
      return refused("policy-published", e, mend);
    }
  }

  private static Diagnosis refused(String check, LogRefused refusal, Text mend) {
    return Diagnosis.problem(check, new Text(refusal.reason().zh(), refusal.reason().en()), mend);
  }
}
