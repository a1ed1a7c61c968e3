package org.mingjing.exchange.operations;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.mingjing.ledger.log.Connector;

/**
 * Whether the log's database lets this node in, looked up at most once a second however often it is
 * asked, and told within two seconds even if the database hangs.
 */
final class DatabaseProbe {
  private static final System.Logger LOG = System.getLogger(DatabaseProbe.class.getName());
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Connector connector;
  private CompletableFuture<Optional<String>> newest =
      CompletableFuture.completedFuture(Optional.empty());
  private long started = System.nanoTime() - FRESH.toNanos();

  DatabaseProbe(Connector connector) {
    this.connector = connector;
  }

  /** What is wrong with the database, if anything is. */
  Optional<String> trouble() {
    try {
      return look().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return Optional.of("the database does not answer");
    } catch (ExecutionException e) {
      LOG.log(System.Logger.Level.ERROR, "the database could not be looked at", e);
      return Optional.of("the database could not be looked at; the node's log says why");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  /** One look at a time; a look that hangs is the answer until it ends. */
  private synchronized CompletableFuture<Optional<String>> look() {
    if (newest.isDone() && System.nanoTime() - started >= FRESH.toNanos()) {
      started = System.nanoTime();
      newest =
          CompletableFuture.supplyAsync(
              this::connect, Thread.ofVirtual().name("database-probe")::start);
    }
    return newest;
  }

  private Optional<String> connect() {
    try (Connection connection = connector.connect()) {
      return connection.isValid(1) ? Optional.empty() : Optional.of("the database is not usable");
    } catch (SQLException e) {
      return Optional.of("the database cannot be reached, SQLState " + e.getSQLState());
    }
  }
}
