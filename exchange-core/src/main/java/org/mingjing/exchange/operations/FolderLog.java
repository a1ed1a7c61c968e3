package org.mingjing.exchange.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Optional;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log in a data folder, whether a node runs on it or not. */
final class FolderLog {
  private FolderLog() {}

  /** What is done with the log. */
  @FunctionalInterface
  interface Work<T, E extends Exception> {
    T on(String url, NoteVerifier log) throws IOException, SQLException, E;
  }

  /**
   * Does it with the database that runs, or starts it meanwhile.
   *
   * @throws Unavailable if there is no log in the folder
   */
  static <T, E extends Exception> T with(Path folder, Work<T, E> work)
      throws IOException, SQLException, E {
    Path credentials = folder.resolve("demo-credentials.json");
    if (!Files.exists(credentials)) {
      throw new Unavailable(
          "no log in " + folder + ": start with ./mingjing up first",
          folder + " 中没有日志：请先用 ./mingjing up 启动");
    }
    JsonNode known = JsonMapper.shared().readTree(Files.readString(credentials));
    NoteVerifier log = NoteVerifier.parse(known.path("logKey").asString(""));
    Optional<String> running = PostgresFolder.runningUrl(folder.resolve("postgres"));
    if (running.isPresent()) {
      return work.on(running.get(), log);
    }
    try (DataFolder data = DataFolder.open(folder);
        EmbeddedPostgres postgres = EmbeddedPostgres.start(data, new SecureRandom())) {
      return work.on(postgres.access().url(), log);
    }
  }
}
