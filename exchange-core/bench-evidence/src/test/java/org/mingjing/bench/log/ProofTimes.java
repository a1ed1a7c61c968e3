package org.mingjing.bench.log;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.HdrHistogram.Histogram;
import org.mingjing.bench.WrongAnswer;
import org.mingjing.bench.evidence.ScratchLog;
import org.mingjing.exchange.evidence.Receipts;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.log.JdbcTiles;
import org.mingjing.ledger.log.StoredProofs;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Proofs;

/**
 * Proofs that random entries are in the log, made as a receipt's is: from the tiles in the
 * database, one after the other on one connection.
 */
final class ProofTimes {
  private static final int WARM_UP = 10_000;
  private static final int PROOFS = 20_000;
  private static final int RECEIPTS = 2_000;

  private final ScratchLog log;
  private final SplittableRandom random;

  ProofTimes(ScratchLog log, long seed) {
    this.log = log;
    this.random = new SplittableRandom(seed);
  }

  /** The proof alone. Each is verified, after the clock has stopped. */
  Round proofs() throws SQLException {
    try (Connection connection = log.database().getConnection()) {
      Checkpoint head = Contents.newest(connection, log.signer().verifier());
      StoredProofs proofs = new StoredProofs();
      made(proofs, connection, head, WARM_UP);
      return made(proofs, connection, head, PROOFS);
    }
  }

  private Round made(StoredProofs proofs, Connection connection, Checkpoint head, int count) {
    Histogram latencies = Round.histogram();
    long spent = 0;
    for (int i = 0; i < count; i++) {
      long index = random.nextLong(head.size());
      long began = System.nanoTime();
      List<Hash> proof = proofs.inclusion(connection, index, head);
      long nanos = System.nanoTime() - began;
      spent += nanos;
      latencies.recordValue(nanos);
      Hash leaf = new JdbcTiles(connection).edge(0, index, 1).getFirst();
      if (!Proofs.verifyInclusion(leaf, index, head.size(), proof, head.root())) {
        throw new WrongAnswer("proof", "the proof of entry " + index + " does not verify");
      }
    }
    return new Round(count, spent / 1e9, latencies);
  }

  /** Whole receipts of calls, by the exchange's own code: finding the entry included. */
  Round receipts() throws SQLException {
    HikariConfig pool = new HikariConfig();
    pool.setDataSource(log.database());
    pool.setMaximumPoolSize(1);
    try (HikariDataSource database = new HikariDataSource(pool)) {
      Receipts receipts = new Receipts(database, log.signer());
      receipts(receipts, calls(database, RECEIPTS));
      return receipts(receipts, calls(database, RECEIPTS));
    }
  }

  private static Round receipts(Receipts receipts, List<UUID> calls) throws SQLException {
    Histogram latencies = Round.histogram();
    long began = System.nanoTime();
    for (UUID call : calls) {
      long before = System.nanoTime();
      if (receipts.ofCall(call).isEmpty()) {
        throw new WrongAnswer("receipt", "no receipt of call " + call);
      }
      latencies.recordValue(System.nanoTime() - before);
    }
    return new Round(calls.size(), (System.nanoTime() - began) / 1e9, latencies);
  }

  private List<UUID> calls(HikariDataSource database, int count) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                """
                select turn_of from entry
                where index = any(?::bigint[]) and turn_of is not null
                """)) {
      long size = Contents.newest(connection, log.signer().verifier()).size();
      Long[] chosen = random.longs(count, 0, size).boxed().toArray(Long[]::new);
      query.setArray(1, connection.createArrayOf("int8", chosen));
      List<UUID> calls = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          calls.add(rows.getObject(1, UUID.class));
        }
      }
      return calls;
    }
  }
}
