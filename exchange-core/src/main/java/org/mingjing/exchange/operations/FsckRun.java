package org.mingjing.exchange.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mingjing.ledger.LedgerContents;
import org.mingjing.ledger.LedgerUnavailable;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.InvalidNote;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.embedded.LedgerDamaged;
import org.mingjing.ledger.fabric.UnusableSettings;
import org.mingjing.ledger.log.LogRefused;
import org.mingjing.ledger.log.RememberedCheckpoint;
import org.mingjing.ledger.log.Witness;
import org.mingjing.ledger.log.Words;
import org.mingjing.policy.Text;

/** Finds what fsck needs in a data folder, whether a node runs on it or not. */
public final class FsckRun {
  private FsckRun() {}

  /**
   * Checks the log of a data folder.
   *
   * @throws Unavailable if there is no log in it
   */
  public static Fsck.Report onDataFolder(Path folder) throws IOException, SQLException {
    return FolderLog.<Fsck.Report, RuntimeException>with(
        folder, (url, log) -> check(url, folder, log));
  }

  /**
   * Checks the log of a data folder against nothing but a checkpoint that somebody remembered, and
   * the published files that they kept, if any. Without files, a log that was rewritten with its
   * own key is found, but not the entry.
   *
   * @param checkpoint file of a signed note of this log, as {@code /log/checkpoint} serves it
   * @throws Unavailable if there is no log in the folder, or the note is not this log's
   */
  public static Fsck.Report onDataFolder(Path folder, Path checkpoint, Optional<Path> files)
      throws IOException, SQLException {
    return FolderLog.<Fsck.Report, RuntimeException>with(
        folder,
        (url, log) -> {
          Witness remembered =
              fixed(
                  new Words("给定的检查点", "the given checkpoint"),
                  Optional.of(opened(checkpoint, log)));
          try (Connection connection = application(url, folder)) {
            return Fsck.check(
                connection, log, Outside.given(Optional.empty(), List.of(remembered), files));
          }
        });
  }

  private static Checkpoint opened(Path checkpoint, NoteVerifier log) throws IOException {
    try {
      return log.open(Files.readString(checkpoint));
    } catch (InvalidNote e) {
      throw new Unavailable(
          checkpoint + " is no checkpoint of " + log.name() + ": " + e.reason(),
          checkpoint + " 不是日志 " + log.name() + " 的检查点");
    }
  }

  private static Connection application(String url, Path folder) throws IOException, SQLException {
    String password = Files.readString(folder.resolve("secrets/postgres-application")).strip();
    return DriverManager.getConnection(url, "mingjing_app", password);
  }

  /**
   * Checks the log in a database against the ledger, the remembered checkpoint and the published
   * files of a data folder.
   */
  public static Fsck.Report check(String url, Path folder, NoteVerifier log)
      throws IOException, SQLException {
    Path remembered = folder.resolve("remembered-checkpoint");
    List<Witness> witnesses = new ArrayList<>();
    try (Connection connection = application(url, folder)) {
      long confirmed = Fsck.confirmed(connection);
      Optional<LedgerContents> ledger = DataLedger.in(folder, log).contents();
      if (Files.exists(remembered)) {
        try (RememberedCheckpoint opened = RememberedCheckpoint.open(remembered, log)) {
          witnesses.add(fixed(opened.name(), opened.newest()));
        }
      } else {
        witnesses.add(fixed(new Words("已记住的检查点", "remembered checkpoint"), Optional.empty()));
      }
      try {
        return Fsck.check(
            connection,
            log,
            Outside.ofNode(ledger, witnesses, Optional.of(folder.resolve("log")))
                .readAfter(confirmed));
      } finally {
        if (ledger.isPresent()) {
          ledger.get().close();
        }
      }
    } catch (LogRefused e) {
      return nothingChecked(new Text(e.reason().zh(), e.reason().en()));
    } catch (LedgerDamaged | LedgerUnavailable | UnusableSettings e) {
      String both = String.valueOf(e.getMessage());
      return nothingChecked(new Text(both, both));
    }
  }

  private static Fsck.Report nothingChecked(Text why) {
    return new Fsck.Report(0, 0, 0, List.of(new Fsck.Finding(0, why)));
  }

  private static Witness fixed(Words name, Optional<Checkpoint> newest) {
    return new Witness() {
      @Override
      public Words name() {
        return name;
      }

      @Override
      public Optional<Checkpoint> newest() {
        return newest;
      }
    };
  }
}
