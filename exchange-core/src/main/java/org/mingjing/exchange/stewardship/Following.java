package org.mingjing.exchange.stewardship;

import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.catalogue.LiveSources;
import org.mingjing.exchange.evidence.NotRecorded;
import org.mingjing.ledger.log.LogRefused;

/**
 * Keeps a node on what the log names: whichever node publishes, every node changes over, with its
 * routes, while calls go on. A node that cannot follow stops deciding.
 */
public final class Following {
  private static final System.Logger LOG = System.getLogger(Following.class.getName());

  private final Publication publication;
  private final LivePolicy live;
  private final LiveSources sources;
  private final Duration longestCall;

  /**
   * Follows for one node.
   *
   * @param longestCall after which no call is on replaced routes any more
   */
  public Following(
      Publication publication, LivePolicy live, LiveSources sources, Duration longestCall) {
    this.publication = publication;
    this.live = live;
    this.sources = sources;
    this.longestCall = longestCall;
  }

  /** Looks once, and changes over if the log names something else. */
  public synchronized void follow() {
    try {
      Named named = publication.named();
      if (!live.runs(named.policy(), named.grants())) {
        changeOver(named);
      }
      live.trust();
    } catch (NotPublishable
        | NotRecorded
        | LogRefused
        | IllegalArgumentException
        | UncheckedIOException e) {
      if (live.trouble().isEmpty()) {
        LOG.log(
            System.Logger.Level.ERROR,
            "this node stops deciding: {0}",
            String.valueOf(e.getMessage()));
      }
      live.distrust(String.valueOf(e.getMessage()));
    } catch (SQLException e) {
      // for a while: the database may come back, and what is live demands a look in time
      LOG.log(
          System.Logger.Level.WARNING,
          "the live policy is not known, SQLState {0}",
          e.getSQLState());
    }
    sources.retire(longestCall);
  }

  private void changeOver(Named named) throws SQLException {
    LivePolicy.Snapshot next = publication.adopt(named).current();
    sources.prepare(next.policy());
    live.replace(next);
    LOG.log(
        System.Logger.Level.INFO, "runs on policy {0}, grants {1}", named.policy(), named.grants());
  }
}
