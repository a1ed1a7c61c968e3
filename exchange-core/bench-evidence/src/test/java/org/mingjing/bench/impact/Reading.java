package org.mingjing.bench.impact;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** Takes the rows out of the database as replaying does, and does nothing with them. */
final class Reading {
  private static final int PORTION = 2048;
  private static final int FETCH = 512;

  private Reading() {}

  /** How many bytes of salts and bodies the entries have. */
  static long bytes(DataSource database, long entries, int workers)
      throws InterruptedException, ExecutionException {
    AtomicLong next = new AtomicLong();
    List<Callable<Long>> tasks = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      tasks.add(() -> work(database, entries, next));
    }
    long bytes = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
      for (Future<Long> part : threads.invokeAll(tasks)) {
        bytes += part.get();
      }
    }
    return bytes;
  }

  private static long work(DataSource database, long entries, AtomicLong next) throws SQLException {
    long bytes = 0;
    try (Connection connection = database.getConnection()) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      for (long at = next.getAndAdd(PORTION); at < entries; at = next.getAndAdd(PORTION)) {
        bytes += portion(connection, at);
        connection.commit();
      }
    }
    return bytes;
  }

  private static long portion(Connection connection, long first) throws SQLException {
    long bytes = 0;
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            select index, kind, at, salt, body, commitment from entry
            where index >= ? and index < ? order by index
            """)) {
      query.setFetchSize(FETCH);
      query.setLong(1, first);
      query.setLong(2, first + PORTION);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          bytes += rows.getBytes(4).length + rows.getBytes(5).length;
        }
      }
    }
    return bytes;
  }
}
