package org.mingjing.exchange;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.mingjing.exchange.evidence.Backlog;
import org.mingjing.exchange.evidence.EntryKind;
import org.mingjing.exchange.evidence.Evidence;
import org.mingjing.exchange.evidence.Notary;
import org.mingjing.exchange.evidence.RandomSource;
import org.mingjing.exchange.evidence.SubjectTags;
import org.mingjing.exchange.operations.DataFolder;
import org.mingjing.exchange.operations.DatabaseAccess;
import org.mingjing.exchange.operations.EmbeddedPostgres;
import org.mingjing.exchange.operations.Fsck;
import org.mingjing.exchange.operations.Outside;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.NoteSigner;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.crypto.Ed25519Key;
import org.mingjing.ledger.embedded.FileLedger;
import org.mingjing.ledger.embedded.LedgerView;
import org.mingjing.ledger.log.Connector;
import org.mingjing.ledger.log.LogSettings;
import org.mingjing.ledger.log.LogWriter;
import org.mingjing.ledger.log.RememberedCheckpoint;
import org.mingjing.ledger.log.TileFolder;
import org.mingjing.ledger.log.TilePublisher;
import org.mingjing.ledger.log.Witness;
import org.mingjing.ledger.log.Words;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A log of two full tiles and something on top, notarised and published, without a node. After an
 * attack on its rows they are put back; so one log serves for all.
 */
final class LogUnderAttack implements AutoCloseable {
  private static final String ORIGIN = "mingjing.example/attacked";
  private static final List<String> TABLES = List.of("log_head", "entry", "tile", "anchor");
  private static final int BACKED_UP = 400;
  private static final int ENTRIES = 700;
  private static final int WRITERS = 16;

  private final SecureRandom random = new SecureRandom();
  private final DataFolder data;
  private final EmbeddedPostgres postgres;
  private final NoteSigner signer = new NoteSigner(ORIGIN, Ed25519Key.generate(random));
  private final String remembered;
  private final long backup;

  /** What fsck is given to compare with. */
  enum Given {
    THE_LEDGER,
    A_CHECKPOINT_AND_THE_FILES_BELOW_IT,
    A_CHECKPOINT
  }

  private LogUnderAttack(Path folder) throws IOException, SQLException {
    this.data = DataFolder.open(folder);
    this.postgres = EmbeddedPostgres.start(data, random);
    DatabaseAccess access = postgres.access();
    Flyway.configure()
        .dataSource(access.url(), access.owner().user(), access.owner().password())
        .placeholders(Map.of("application", access.application().user()))
        .load()
        .migrate();
    try (RememberedCheckpoint memory =
            RememberedCheckpoint.open(data.path("remembered"), signer.verifier());
        LogWriter log =
            LogWriter.start(connector(), ORIGIN, signer, memory, List.of(), LogSettings.DEFAULT)) {
      write(log, BACKED_UP);
      keep("backup");
      this.backup = number("select max(size) from log_head");
      write(log, ENTRIES);
    }
    keep("kept");
    notarise();
    publish();
    keepAnchors();
    this.remembered = new TileFolder(files()).checkpoint().orElseThrow();
  }

  static LogUnderAttack start(String name) throws IOException, SQLException {
    return new LogUnderAttack(Surroundings.fresh(name));
  }

  private Connector connector() {
    DatabaseAccess.Login login = postgres.access().application();
    return () ->
        DriverManager.getConnection(postgres.access().url(), login.user(), login.password());
  }

  private void write(LogWriter log, int until) throws SQLException {
    SubjectTags tags = new SubjectTags(List.of(new SubjectTags.TagKey("test", new byte[32])));
    Evidence evidence =
        new Evidence(
            log,
            new Backlog(new PGSimpleDataSource(), Duration.ofDays(1)),
            "node-1",
            tags,
            new RandomSource(random),
            Clock.systemUTC(),
            Duration.ofSeconds(30));
    byte[] body = "{\"case\":\"A-2026-0001\"}".getBytes(StandardCharsets.UTF_8);
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      while (number("select count(*) from entry") < until) {
        List<Future<Long>> written = new ArrayList<>();
        for (int i = 0; i < 2 * WRITERS; i++) {
          written.add(writers.submit(() -> evidence.record(EntryKind.AUDIT_READ, body)));
        }
        for (Future<Long> one : written) {
          one.get();
        }
      }
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void keep(String schema) throws SQLException {
    execute("create schema " + schema);
    for (String table : TABLES) {
      execute("create table %s.%s as table %s".formatted(schema, table, table));
    }
  }

  private void keepAnchors() throws SQLException {
    execute("drop table kept.anchor");
    execute("create table kept.anchor as table anchor");
  }

  private void notarise() {
    Notary notary =
        new Notary(
            connector(),
            ORIGIN,
            () -> {
              FileLedger ledger =
                  FileLedger.open(
                      data.path("ledger"), signer.verifier(), ORIGIN + "/ledger", random);
              return new Notary.OpenLedger(ledger, ledger);
            });
    notary.notarise();
    notary.release();
  }

  /** Brings the folder up to the log. */
  void publish() throws IOException, SQLException {
    new TilePublisher(connector(), signer.verifier(), new TileFolder(files())).publish();
  }

  Path files() {
    return data.path("log");
  }

  NoteSigner signer() {
    return signer;
  }

  NoteVerifier verifier() {
    return signer.verifier();
  }

  /** The size of the log that the superuser kept a backup of. */
  long backup() {
    return backup;
  }

  /** How many entries the log has while nobody tampers. */
  long size() throws SQLException {
    return number("select max(size) from kept.log_head");
  }

  /** Where a commit of several entries begins, in the second full tile and before the backup. */
  long commit() throws SQLException {
    return number(
        """
        select min(predecessor) from kept.log_head
        where predecessor > 260 and size < 390 and size - predecessor > 3
        """);
  }

  /** All rows as they were. */
  void restore() throws SQLException {
    putBack("kept");
  }

  /** What the superuser does who has a backup. */
  void restoreBackup() throws SQLException {
    putBack("backup");
  }

  private void putBack(String schema) throws SQLException {
    execute("truncate " + String.join(", ", TABLES));
    for (String table : TABLES) {
      execute("insert into %s select * from %s.%s".formatted(table, schema, table));
    }
  }

  void execute(String... statements) throws SQLException {
    try (Connection connection = superuser();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  long number(String sql) throws SQLException {
    try (Connection connection = superuser();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  Connection superuser() throws SQLException {
    DatabaseAccess.Login login = postgres.access().superuser();
    return DriverManager.getConnection(postgres.access().url(), login.user(), login.password());
  }

  List<Fsck.Finding> fsck(Given given) throws IOException, SQLException {
    return switch (given) {
      case THE_LEDGER -> {
        try (LedgerView ledger = ledger()) {
          yield fsck(Outside.given(Optional.of(ledger), List.of(), Optional.empty()));
        }
      }
      case A_CHECKPOINT_AND_THE_FILES_BELOW_IT ->
          fsck(Outside.given(Optional.empty(), List.of(witness()), Optional.of(files())));
      case A_CHECKPOINT ->
          fsck(Outside.given(Optional.empty(), List.of(witness()), Optional.empty()));
    };
  }

  private List<Fsck.Finding> fsck(Outside outside) throws IOException, SQLException {
    try (Connection connection = connector().connect()) {
      return Fsck.check(connection, verifier(), outside).findings();
    }
  }

  private LedgerView ledger() throws IOException {
    return LedgerView.open(data.path("ledger"), verifier(), ORIGIN + "/ledger").orElseThrow();
  }

  private Witness witness() {
    Checkpoint seen = verifier().open(remembered);
    return new Witness() {
      @Override
      public Words name() {
        return new Words("检查点", "the checkpoint");
      }

      @Override
      public Optional<Checkpoint> newest() {
        return Optional.of(seen);
      }
    };
  }

  @Override
  public void close() throws IOException {
    postgres.close();
    data.close();
  }
}
