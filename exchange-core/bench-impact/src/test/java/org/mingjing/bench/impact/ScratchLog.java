package org.mingjing.bench.impact;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.evidence.Evidence;
import org.mingjing.exchange.evidence.RandomSource;
import org.mingjing.exchange.evidence.SeenEntries;
import org.mingjing.exchange.evidence.StoredLog;
import org.mingjing.exchange.evidence.SubjectTags;
import org.mingjing.exchange.operations.DataFolder;
import org.mingjing.exchange.operations.DatabaseAccess;
import org.mingjing.exchange.operations.EmbeddedPostgres;
import org.mingjing.exchange.stewardship.Proposals;
import org.mingjing.exchange.stewardship.Publication;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.NoteSigner;
import org.mingjing.ledger.crypto.Ed25519Key;
import org.mingjing.ledger.log.LogSettings;
import org.mingjing.ledger.log.LogWriter;
import org.mingjing.ledger.log.RememberedCheckpoint;
import org.mingjing.ledger.merkle.Tree;
import org.postgresql.ds.PGSimpleDataSource;

/** A log of its own in an embedded PostgreSQL, with the shipped policy published in it. */
final class ScratchLog implements AutoCloseable {
  private static final String ORIGIN = "bench.example/log";
  private static final LogSettings SETTINGS =
      new LogSettings(LogSettings.LARGEST_BATCH, 16_384, 500, Duration.ofMinutes(1));

  private final DataFolder data;
  private final EmbeddedPostgres postgres;
  private final PGSimpleDataSource database = new PGSimpleDataSource();
  private final NoteSigner signer;
  private final RememberedCheckpoint remembered;
  private final LogWriter writer;
  private final LivePolicy live;

  ScratchLog(Path folder, Path policy) throws SQLException {
    SecureRandom random = new SecureRandom();
    data = DataFolder.open(folder);
    postgres = EmbeddedPostgres.start(data, random);
    DatabaseAccess access = postgres.access();
    DatabaseAccess.Login application = access.application();
    Flyway.configure()
        .dataSource(access.url(), access.owner().user(), access.owner().password())
        .placeholders(Map.of("application", application.user()))
        .load()
        .migrate();
    database.setURL(access.url());
    database.setUser(application.user());
    database.setPassword(application.password());
    signer = new NoteSigner(ORIGIN, Ed25519Key.generate(random));
    remembered = RememberedCheckpoint.open(data.path("remembered-checkpoint"), signer.verifier());
    remembered.remember(signer.sign(new Checkpoint(ORIGIN, 0, Tree.empty().root()).text()));
    writer =
        LogWriter.start(
            () ->
                DriverManager.getConnection(
                    access.url() + "?prepareThreshold=1",
                    application.user(),
                    application.password()),
            ORIGIN,
            signer,
            remembered,
            List.of(),
            SETTINGS);
    live = published(policy, random);
  }

  private LivePolicy published(Path policy, SecureRandom random) throws SQLException {
    SubjectTags tags = new SubjectTags(List.of(new SubjectTags.TagKey("2026", new byte[32])));
    Clock clock = Clock.systemUTC();
    Evidence evidence =
        new Evidence(
            writer, "bench", tags, new RandomSource(random), clock, Duration.ofSeconds(30));
    SeenEntries seen = SeenEntries.open(data.path("seen"));
    StoredLog log = new StoredLog(database, signer.verifier(), seen);
    return new Publication(database, log, evidence, any -> {}, clock)
        .live(new Proposals.Folder(policy));
  }

  PGSimpleDataSource database() {
    return database;
  }

  NoteSigner signer() {
    return signer;
  }

  LogWriter writer() {
    return writer;
  }

  LivePolicy.Snapshot live() {
    return live.current();
  }

  @Override
  public void close() throws IOException {
    writer.close();
    remembered.close();
    postgres.close();
    data.close();
  }
}
