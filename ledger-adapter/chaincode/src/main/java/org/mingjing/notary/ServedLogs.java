package org.mingjing.notary;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.Rejected;
import org.mingjing.ledger.Rules;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.InvalidNote;
import org.mingjing.ledger.checkpoint.NoteVerifier;

/**
 * The logs that this organisation notarises, from a file of its own: a line {@code VERIFIER_KEY
 * [SM2_KEY] MSP_ID [CN]} for each; {@code #} at the start of a line or after a space starts a
 * comment. Immutable.
 */
final class ServedLogs {
  /** The environment variable that names the file. */
  static final String VARIABLE = "NOTARY_LOGS";

  private final Map<String, ServedLog> byOrigin;

  private ServedLogs(Map<String, ServedLog> byOrigin) {
    this.byOrigin = Map.copyOf(byOrigin);
  }

  /**
   * Reads the file that the environment names.
   *
   * @throws Unconfigured naming the first fault
   */
  static ServedLogs load(Map<String, String> environment) {
    String file = environment.getOrDefault(VARIABLE, "");
    if (file.isBlank()) {
      throw new Unconfigured(
          "未设置环境变量 NOTARY_LOGS：它应指向本组织所存证日志的清单",
          "NOTARY_LOGS is not set: it names the file that lists the logs this organisation notarises");
    }
    try {
      return parse(file, Files.readString(Path.of(file), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new Unconfigured("无法读取 " + file + "：" + e, "cannot read " + file + ": " + e);
    }
  }

  static ServedLogs parse(String file, String text) {
    Map<String, ServedLog> logs = new HashMap<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String content = line.replaceFirst("(^|\\s)#.*", "").strip();
      if (content.isEmpty()) {
        continue;
      }
      ServedLog log = log(file, number, content);
      if (logs.putIfAbsent(log.key().name(), log) != null) {
        throw Unconfigured.at(
            file, number, log.key().name() + " 已在前面列出", log.key().name() + " is listed before");
      }
    }
    if (logs.isEmpty()) {
      throw new Unconfigured(file + " 没有列出任何日志", file + " lists no log");
    }
    return new ServedLogs(logs);
  }

  private static ServedLog log(String file, int number, String content) {
    String[] first = content.split("\\s+", 3);
    boolean second = first.length > 1 && first[1].indexOf('+') > 0; // no MSP id holds a plus
    String keys = second ? first[0] + " " + first[1] : first[0];
    String[] words = content.split("\\s+", second ? 4 : 3);
    words = Arrays.copyOfRange(words, second ? 2 : 1, words.length);
    if (words.length == 0) {
      throw Unconfigured.at(
          file,
          number,
          "应为：日志验证公钥 [SM2公钥] MSP标识 [证书通用名]",
          "expected: VERIFIER_KEY [SM2_KEY] MSP_ID [COMMON_NAME]");
    }
    try {
      Optional<String> name = words.length == 2 ? Optional.of(words[1]) : Optional.empty();
      return new ServedLog(NoteVerifier.parse(keys), words[0], name);
    } catch (InvalidNote e) {
      throw Unconfigured.at(
          file, number, "不是日志的验证公钥（" + e.reason() + "）", "not a log's verifier key: " + e.reason());
    }
  }

  /**
   * What this organisation refuses, whatever the ledger holds: a log that it does not notarise, a
   * submitter that may not append, a checkpoint that is not the log's or not of this batch.
   */
  Optional<Rejected> demand(Batch batch, Submitter submitter) {
    ServedLog log = byOrigin.get(batch.origin());
    if (log == null) {
      return rejected(
          Rejected.Reason.FOREIGN_LOG, "this organisation does not notarise " + batch.origin());
    }
    if (!log.allows(submitter)) {
      return rejected(
          Rejected.Reason.NOT_ALLOWED,
          submitter.commonName() + " of " + submitter.mspId() + " may not append to this log");
    }
    return Rules.demandCheckpoint(batch, log.key());
  }

  /** The checkpoint of a batch that was not refused. */
  Checkpoint checkpoint(Batch batch) {
    return Objects.requireNonNull(byOrigin.get(batch.origin()), "the log is known")
        .key()
        .open(batch.checkpoint());
  }

  private static Optional<Rejected> rejected(Rejected.Reason reason, String detail) {
    return Optional.of(new Rejected(reason, detail));
  }
}
