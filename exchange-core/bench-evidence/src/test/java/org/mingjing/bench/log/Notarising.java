package org.mingjing.bench.log;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.mingjing.bench.Unavailable;
import org.mingjing.bench.WrongAnswer;
import org.mingjing.bench.evidence.Calls;
import org.mingjing.bench.evidence.ScratchLog;
import org.mingjing.bench.report.Median;
import org.mingjing.bench.report.Schedule;
import org.mingjing.exchange.evidence.Background;
import org.mingjing.exchange.evidence.Notary;
import org.mingjing.ledger.Anchored;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.Outcome;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.NoteSigner;
import org.mingjing.ledger.fabric.FabricLedger;
import org.mingjing.ledger.fabric.FabricSettings;
import org.mingjing.ledger.fabric.JdbcSubmissions;
import org.mingjing.ledger.log.Connector;
import org.mingjing.ledger.log.JdbcTiles;
import org.mingjing.ledger.merkle.Appended;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Tree;

/** A log notarised on a real Fabric network, as the exchange does it. */
final class Notarising {
  static final String SINGLE = "fabric.txPerLeaf";
  static final String BATCHES = "fabric.batchesOf1000";
  static final String NOTARISED = "fabric.recordedToNotarised";
  private static final int WARM_UP_SECONDS = 10;
  private static final int ROUNDS = 3;
  private static final int LARGE = 1_000;
  private static final int LARGE_A_ROUND = 20;
  private static final int SINGLE_A_ROUND = 30;

  /** As often as the shipped settings have it ({@code mingjing.ledger.notarise-every}). */
  private static final Duration NOTARISE_EVERY = Duration.ofMillis(500);

  private static final Duration PEERS_MEET = Duration.ofSeconds(60);

  private final ScratchLog log;
  private final SplittableRandom random;
  private Tree tree = Tree.empty();

  private Notarising(ScratchLog log, long seed) {
    this.log = log;
    this.random = new SplittableRandom(seed);
  }

  /**
   * What was found.
   *
   * @param notarised one latency an entry, from recorded to anchored
   */
  record Found(List<Round> batches, List<Round> singles, List<Double> ratios, Round notarised) {
    double ratio() {
      return Median.of(ratios);
    }
  }

  /**
   * Starts a network, measures, and stops it.
   *
   * @param data an empty folder
   * @param seconds of the steady rate
   */
  static Found measured(ScratchLog log, Path home, Path data, int seconds, long seed)
      throws SQLException, InterruptedException {
    String key = log.signer().verifierKey();
    Connector connector = log.database()::getConnection;
    try (LocalNetwork network = LocalNetwork.start(home, data, key);
        JdbcSubmissions submissions = new JdbcSubmissions(connector)) {
      FabricSettings settings = network.settings();
      Notarising bench = new Notarising(log, seed);
      try (FabricLedger ledger = FabricLedger.open(settings, log.signer().name(), submissions)) {
        Round notarised = bench.steady(connector, ledger, seconds);
        return bench.perTransaction(ledger, notarised);
      }
    }
  }

  private Round steady(Connector connector, FabricLedger ledger, int seconds)
      throws SQLException, InterruptedException {
    Notary notary =
        new Notary(connector, log.signer().name(), () -> new Notary.OpenLedger(ledger, () -> {}));
    int unmeasured = WARM_UP_SECONDS * SteadyRate.PER_SECOND;
    int entries = unmeasured + seconds * SteadyRate.PER_SECOND;
    List<Side.Line> lines =
        new Calls(log.live(), Instant.now(), 0)
            .answered(entries / 2, random.split()).stream()
                .map(entry -> new Side.Line(entry, new byte[0]))
                .toList();
    long first;
    try (Connection connection = connector.connect()) {
      first = Contents.newest(connection, log.signer().verifier()).size();
    }
    awaitPeers(notary);
    try (Background _ =
        new Background(new Background.Task("notary", NOTARISE_EVERY, notary::notarise))) {
      return new SteadyRate(log.writer(), log.database(), first, entries).run(lines, unmeasured);
    } finally {
      notary.release();
    }
  }

  /** The peers of a new network need some seconds to know each other. */
  private static void awaitPeers(Notary notary) throws InterruptedException {
    long giveUp = System.nanoTime() + PEERS_MEET.toNanos();
    while (notary.notarise() == 0) {
      if (System.nanoTime() > giveUp) {
        throw new Unavailable("Fabric 网络没有存证", "the Fabric network notarises nothing");
      }
      Thread.sleep(Duration.ofMillis(200));
    }
  }

  /** Batches of a thousand leaves beside one transaction a leaf, on the same ledger. */
  private Found perTransaction(FabricLedger ledger, Round notarised) throws SQLException {
    try (Connection connection = log.database().getConnection()) {
      int held = Math.toIntExact(ledger.head().size());
      tree = tree.append(new JdbcTiles(connection).edge(0, 0, held)).tree();
    }
    appended(ledger, LARGE_A_ROUND / 2, LARGE);
    appended(ledger, SINGLE_A_ROUND / 2, 1);
    List<Round> batches = new ArrayList<>();
    List<Round> singles = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (int leaves : Schedule.order(List.of(LARGE, 1), round)) {
        int count = leaves == 1 ? SINGLE_A_ROUND : LARGE_A_ROUND;
        (leaves == 1 ? singles : batches).add(appended(ledger, count, leaves));
      }
    }
    if (ledger.head().size() != tree.size() || !ledger.head().root().equals(tree.root())) {
      throw new WrongAnswer(BATCHES, "the ledger's head is " + ledger.head());
    }
    List<Double> ratios =
        IntStream.range(0, ROUNDS)
            .mapToObj(i -> batches.get(i).perSecond() / singles.get(i).perSecond())
            .toList();
    return new Found(batches, singles, ratios, notarised);
  }

  private Round appended(FabricLedger ledger, int count, int leaves) {
    List<Batch> made = IntStream.range(0, count).mapToObj(i -> batch(leaves)).toList();
    Histogram latencies = Round.histogram();
    long began = System.nanoTime();
    for (Batch batch : made) {
      long before = System.nanoTime();
      Outcome outcome = ledger.append(batch);
      latencies.recordValue(System.nanoTime() - before);
      if (!(outcome instanceof Anchored)) {
        throw new WrongAnswer(leaves == 1 ? SINGLE : BATCHES, outcome.toString());
      }
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    System.err.printf(
        "… fabric, %d × %d leaves: %,.1f leaves/s%n", count, leaves, count * leaves / seconds);
    return new Round((long) count * leaves, seconds, latencies);
  }

  /** The next leaves of the log; what they are of is all the same to a ledger. */
  private Batch batch(int leaves) {
    List<Hash> hashes =
        IntStream.range(0, leaves)
            .mapToObj(i -> {
              byte[] bytes = new byte[Hash.LENGTH];
              random.nextBytes(bytes);
              return Hash.of(bytes);
            })
            .toList();
    Appended appended = tree.append(hashes);
    tree = appended.tree();
    NoteSigner signer = log.signer();
    String note = signer.sign(new Checkpoint(signer.name(), tree.size(), tree.root()).text());
    return new Batch(signer.name(), appended.first(), hashes, note);
  }
}
