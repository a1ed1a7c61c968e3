package org.mingjing.ledger.log;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.mingjing.ledger.TestLog;

/** A node: its log writer and the checkpoint it remembers. */
record TestNode(LogWriter log, RememberedCheckpoint remembered) implements AutoCloseable {
  static final LogSettings SETTINGS = giveUp(Duration.ofSeconds(10));

  static LogSettings giveUp(Duration time) {
    return new LogSettings(512, 4096, 0, time);
  }

  static TestNode start(Connector connector, Path file) throws SQLException, IOException {
    return start(connector, file, List.of(), SETTINGS);
  }

  static TestNode start(
      Connector connector, Path file, List<Witness> witnesses, LogSettings settings)
      throws SQLException, IOException {
    RememberedCheckpoint remembered = RememberedCheckpoint.open(file, TestLog.verifier());
    try {
      LogWriter log =
          LogWriter.start(
              connector, TestLog.ORIGIN, TestLog.signer(), remembered, witnesses, settings);
      return new TestNode(log, remembered);
    } catch (SQLException | RuntimeException e) {
      remembered.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    log.close();
    remembered.close();
  }
}
