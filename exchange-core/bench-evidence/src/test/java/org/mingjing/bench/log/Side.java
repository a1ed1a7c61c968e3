package org.mingjing.bench.log;

import java.sql.SQLException;
import java.util.List;
import org.mingjing.ledger.log.NewEntry;

/** One of the two ways to make the same entries durable. */
interface Side {
  String name();

  /** Returns when all of them are durable. */
  Round write(List<Line> lines) throws SQLException, InterruptedException;

  /**
   * An entry, made before the clock starts.
   *
   * @param commitment SHA-256(salt ‖ body); the log computes its own
   */
  record Line(NewEntry entry, byte[] commitment) {}
}
