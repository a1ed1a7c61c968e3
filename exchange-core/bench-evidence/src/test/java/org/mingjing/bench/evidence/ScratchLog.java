package org.mingjing.bench.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.evidence.Backlog;
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
public final class ScratchLog implements AutoCloseable {
  private static final String ORIGIN = "bench.example/log";

  private final DataFolder data;
  private final EmbeddedPostgres postgres;
  private final PGSimpleDataSource database;
  private final NoteSigner signer;
  private final RememberedCheckpoint remembered;
  private final LogWriter writer;
  private final LivePolicy live;

  /** Starts one; {@code policy}: the folder that is published in it. */
  public ScratchLog(Path folder, Path policy, LogSettings settings) throws SQLException {
    SecureRandom random = new SecureRandom();
    data = DataFolder.open(folder);
    postgres = EmbeddedPostgres.start(data, random);
    DatabaseAccess access = postgres.access();
    migrate(access, access.url());
    database = source(access.url() + "?prepareThreshold=1", access.application());
    signer = new NoteSigner(ORIGIN, Ed25519Key.generate(random));
    remembered = RememberedCheckpoint.open(data.path("remembered-checkpoint"), signer.verifier());
    remembered.remember(signer.sign(new Checkpoint(ORIGIN, 0, Tree.empty().root()).text()));
    writer =
        LogWriter.start(database::getConnection, ORIGIN, signer, remembered, List.of(), settings);
    live = published(policy, random);
  }

  private static void migrate(DatabaseAccess access, String url) {
    Flyway.configure()
        .dataSource(url, access.owner().user(), access.owner().password())
        .placeholders(Map.of("application", access.application().user()))
        .load()
        .migrate();
  }

  private static PGSimpleDataSource source(String url, DatabaseAccess.Login as) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(url);
    source.setUser(as.user());
    source.setPassword(as.password());
    return source;
  }

  private LivePolicy published(Path policy, SecureRandom random) throws SQLException {
    SubjectTags tags = new SubjectTags(List.of(new SubjectTags.TagKey("2026", new byte[32])));
    Clock clock = Clock.systemUTC();
    Evidence evidence =
        new Evidence(
            writer,
            new Backlog(database, Duration.ofDays(1)),
            "bench",
            tags,
            new RandomSource(random),
            clock,
            Duration.ofSeconds(30));
    SeenEntries seen = SeenEntries.open(data.path("seen"));
    StoredLog log = new StoredLog(database, signer.verifier(), seen);
    Proposals proposals = new Proposals.Folder(policy);
    return new Publication(database, log, evidence, proposals, any -> {}, clock).live();
  }

  /**
   * Another database on the same server, with the same tables and no log in them.
   *
   * @param parameters of the connections, such as {@code "?name=value"}
   */
  public PGSimpleDataSource beside(String name, String parameters) throws SQLException {
    DatabaseAccess access = postgres.access();
    String to = access.application().user();
    asSuperuser(
        "create database %s owner %s template template0 encoding 'UTF8'"
            .formatted(name, access.owner().user()));
    asSuperuser("grant connect on database %s to %s".formatted(name, to));
    String url = access.url().substring(0, access.url().lastIndexOf('/') + 1) + name;
    migrate(access, url);
    return source(url + parameters, access.application());
  }

  /** Writes what PostgreSQL holds in memory to its files, so that nobody else pays for it. */
  public void settle() throws SQLException {
    asSuperuser("checkpoint");
  }

  private void asSuperuser(String sql) throws SQLException {
    DatabaseAccess access = postgres.access();
    try (Connection connection = source(access.url(), access.superuser()).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** As the exchange's node connects to it. */
  public PGSimpleDataSource database() {
    return database;
  }

  public NoteSigner signer() {
    return signer;
  }

  public LogWriter writer() {
    return writer;
  }

  public LivePolicy.Snapshot live() {
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
