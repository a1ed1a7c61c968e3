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
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.embedded.LedgerDamaged;
import org.mingjing.ledger.embedded.LedgerView;
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
   * Checks the log in a database against the ledger and the remembered checkpoint of a data folder.
   */
  public static Fsck.Report check(String url, Path folder, NoteVerifier log)
      throws IOException, SQLException {
    String password = Files.readString(folder.resolve("secrets/postgres-application")).strip();
    Path remembered = folder.resolve("remembered-checkpoint");
    List<Witness> witnesses = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url, "mingjing_app", password)) {
      Optional<LedgerView> ledger =
          LedgerView.open(folder.resolve("ledger"), log, log.name() + "/ledger");
      if (Files.exists(remembered)) {
        try (RememberedCheckpoint opened = RememberedCheckpoint.open(remembered, log)) {
          witnesses.add(fixed(opened.name(), opened.newest()));
        }
      } else {
        witnesses.add(fixed(new Words("已记住的检查点", "remembered checkpoint"), Optional.empty()));
      }
      try {
        return Fsck.check(connection, log, ledger, witnesses);
      } finally {
        if (ledger.isPresent()) {
          ledger.get().close();
        }
      }
    } catch (LogRefused e) {
      return nothingChecked(new Text(e.reason().zh(), e.reason().en()));
    } catch (LedgerDamaged e) {
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
