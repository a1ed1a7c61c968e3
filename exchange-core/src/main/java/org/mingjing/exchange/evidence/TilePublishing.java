package org.mingjing.exchange.evidence;

import java.io.IOException;
import java.sql.SQLException;
import org.mingjing.ledger.log.LogRefused;
import org.mingjing.ledger.log.TilePublisher;

/** Publishes the log again and again; what stands in the way is said once, until it is gone. */
public final class TilePublishing {
  private static final System.Logger LOG = System.getLogger(TilePublishing.class.getName());

  private final TilePublisher publisher;
  private String trouble = "";

  public TilePublishing(TilePublisher publisher) {
    this.publisher = publisher;
  }

  /** Once; does not throw for what the next time may mend, or an operator has to. */
  public synchronized void publish() {
    try {
      publisher.publish();
      trouble = "";
    } catch (LogRefused e) {
      tell(System.Logger.Level.ERROR, String.valueOf(e.getMessage()));
    } catch (SQLException | IOException e) {
      tell(System.Logger.Level.WARNING, String.valueOf(e.getMessage()));
    }
  }

  private void tell(System.Logger.Level level, String what) {
    if (!what.equals(trouble)) {
      LOG.log(level, "the log is not published: {0}", what);
    }
    trouble = what;
  }
}
