package org.mingjing.exchange.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mingjing.exchange.evidence.FormerLog;
import org.mingjing.exchange.identity.SecretFile;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.LedgerContents;
import org.mingjing.ledger.LedgerUnavailable;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.embedded.LedgerDamaged;
import org.mingjing.ledger.fabric.UnusableSettings;
import org.mingjing.ledger.log.LogRefused;
import org.mingjing.ledger.log.RememberedCheckpoint;
import org.mingjing.ledger.log.TileFolder;
import tools.jackson.databind.json.JsonMapper;

/**
 * A new log in the place of one that cannot go on: its key is lost, or entries that others have
 * seen. The old folder stays as it is; its database, its ledger and its receipts are checked with
 * its verifier key as before. The new log has a name and a key of its own, and its first entry
 * names the newest checkpoint of the old one.
 */
public final class Succession {
  static final String FILE = "former-log.json";

  private Succession() {}

  /** Why the old log ends. */
  public enum Reason {
    KEY_LOST("key-lost"),
    ENTRIES_LOST("entries-lost"),
    KEY_REPLACED("key-replaced");

    private final String wireName;

    Reason(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String toString() {
      return wireName;
    }
  }

  /**
   * Prepares a data folder for the log that follows. Systems' secrets, tag keys and the token key
   * go with it.
   *
   * @param origin the new log's name; the old one with a number if it is empty
   * @throws Unavailable if the old folder is in use or knows no log, or the new one is not empty
   */
  public static FormerLog prepare(Path old, Path fresh, Reason reason, Optional<String> origin)
      throws IOException {
    Path credentials = old.resolve("demo-credentials.json");
    if (!Files.exists(credentials)) {
      throw new Unavailable("no log in " + old, old + " 中没有日志");
    }
    demandEmpty(fresh);
    String key =
        JsonMapper.shared().readTree(Files.readString(credentials)).path("logKey").asString("");
    NoteVerifier log = NoteVerifier.parse(key);
    try (DataFolder before = DataFolder.open(old);
        DataFolder after = DataFolder.open(fresh)) {
      FormerLog former =
          new FormerLog(
              origin.orElse(next(log.name())), key, newest(before, log), reason.toString());
      copySecrets(before, after);
      SecretFile.write(after.path(FILE), former.json());
      return FormerLog.read(after.path(FILE));
    }
  }

  /** The name of the log in a folder that was prepared. */
  static String origin(Path file) {
    try {
      return FormerLog.read(file).origin();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static void demandEmpty(Path fresh) throws IOException {
    if (Files.exists(fresh)) {
      try (Stream<Path> files = Files.list(fresh)) {
        if (files.findAny().isPresent()) {
          throw new Unavailable(fresh + " is not empty", fresh + " 不是空目录");
        }
      }
    }
  }

  /** {@code name/2} follows {@code name}, {@code name/3} follows that. */
  static String next(String name) {
    int slash = name.lastIndexOf('/');
    String last = name.substring(slash + 1);
    return slash >= 0 && last.matches("[1-9][0-9]{0,8}")
        ? name.substring(0, slash + 1) + (Integer.parseInt(last) + 1)
        : name + "/2";
  }

  /** What lies outside the database has seen the most: its word is the log's end. */
  private static String newest(DataFolder data, NoteVerifier log) throws IOException {
    List<String> notes = new ArrayList<>();
    Path remembered = data.path("remembered-checkpoint");
    if (Files.exists(remembered)) {
      try (RememberedCheckpoint opened = RememberedCheckpoint.open(remembered, log)) {
        opened.note().ifPresent(notes::add);
      } catch (LogRefused e) {
        System.err.println(e.getMessage());
      }
    }
    try (Stream<String> ledger = ledger(data, log).stream()) {
      ledger.forEach(notes::add);
    }
    new TileFolder(data.path("log")).checkpoint().ifPresent(notes::add);
    return notes.stream()
        .max((a, b) -> Long.compare(log.open(a).size(), log.open(b).size()))
        .orElseThrow(() ->
            new Unavailable(
                "nothing in " + data.root() + " remembers a checkpoint: bring one back",
                data.root() + " 中没有任何检查点，请先恢复一个"));
  }

  private static Optional<String> ledger(DataFolder data, NoteVerifier log) throws IOException {
    try {
      Optional<LedgerContents> there = DataLedger.in(data.root(), log).contents();
      if (there.isEmpty()) {
        return Optional.empty();
      }
      try (LedgerContents ledger = there.get();
          Stream<Batch> batches = ledger.batches()) {
        return batches.map(Batch::checkpoint).reduce((a, b) -> b);
      }
    } catch (LedgerDamaged | LedgerUnavailable | UnusableSettings e) {
      System.err.println(e.getMessage());
      return Optional.empty();
    }
  }

  private static void copySecrets(DataFolder before, DataFolder after) throws IOException {
    try (Stream<Path> files = Files.list(before.path("secrets"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (!name.equals("log.key") && !name.startsWith("postgres-")) {
          SecretFile.write(after.secretFile(name), Files.readString(file));
        }
      }
    }
  }
}
