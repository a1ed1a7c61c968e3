package org.mingjing.exchange.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.evidence.SeenEntries;
import org.mingjing.exchange.evidence.StoredLog;
import org.mingjing.exchange.stewardship.Impact;
import org.mingjing.exchange.stewardship.ImpactReport;
import org.mingjing.exchange.stewardship.Publication;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.postgresql.ds.PGSimpleDataSource;

/** Finds in a data folder what replaying calls needs, whether a node runs on it or not. */
public final class ImpactRun {
  private static final int MOST_WORKERS = 4;

  private ImpactRun() {}

  /**
   * Replays the calls of a window against a draft, beside what the log names as live.
   *
   * @throws Unavailable if there is no log in the folder
   */
  public static ImpactReport onDataFolder(
      Path folder, Impact.Draft draft, Impact.Window window, int examples)
      throws IOException, SQLException, InterruptedException {
    return FolderLog.<ImpactReport, InterruptedException>with(
        folder, (url, log) -> of(url, folder, log, draft, window, examples));
  }

  private static ImpactReport of(
      String url,
      Path folder,
      NoteVerifier verifier,
      Impact.Draft draft,
      Impact.Window window,
      int examples)
      throws IOException, SQLException, InterruptedException {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setURL(url);
    database.setUser("mingjing_app");
    database.setPassword(Files.readString(folder.resolve("secrets/postgres-application")).strip());
    Path seen = SeenEntries.beside(folder.resolve("remembered-checkpoint"));
    StoredLog log = new StoredLog(database, verifier, SeenEntries.look(seen));
    LivePolicy.Snapshot live;
    try (Connection connection = database.getConnection()) {
      live = Publication.kept(connection, log).current();
    }
    int workers = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_WORKERS);
    return new Impact(database, verifier, workers).of(draft, live, window, examples);
  }
}
