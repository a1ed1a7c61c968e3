package org.mingjing.exchange;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.mingjing.exchange.evidence.AnchorConfirmations;
import org.mingjing.exchange.evidence.Backlog;
import org.mingjing.exchange.evidence.Evidence;
import org.mingjing.exchange.evidence.FormerLog;
import org.mingjing.exchange.evidence.GivenDecisions;
import org.mingjing.exchange.evidence.KeyRotations;
import org.mingjing.exchange.evidence.LedgerAccess;
import org.mingjing.exchange.evidence.Notary;
import org.mingjing.exchange.evidence.RandomSource;
import org.mingjing.exchange.evidence.Receipts;
import org.mingjing.exchange.evidence.SeenEntries;
import org.mingjing.exchange.evidence.StoredLog;
import org.mingjing.exchange.evidence.SubjectTags;
import org.mingjing.exchange.evidence.TilePublishing;
import org.mingjing.exchange.operations.Unavailable;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.NoteSigner;
import org.mingjing.ledger.crypto.Ed25519Key;
import org.mingjing.ledger.crypto.Sm2Key;
import org.mingjing.ledger.fabric.AnchorEvents;
import org.mingjing.ledger.fabric.FabricSettings;
import org.mingjing.ledger.fabric.JdbcEventMarks;
import org.mingjing.ledger.log.Connector;
import org.mingjing.ledger.log.LogSettings;
import org.mingjing.ledger.log.LogWriter;
import org.mingjing.ledger.log.RememberedCheckpoint;
import org.mingjing.ledger.log.TileFolder;
import org.mingjing.ledger.log.TilePublisher;
import org.mingjing.ledger.log.Witness;
import org.mingjing.ledger.merkle.Tree;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How a node keeps its evidence: the log's keys and witnesses, the log, receipts, the ledger. */
@Configuration(proxyBeanMethods = false)
class EvidenceConfiguration {
  private final ExchangeSettings settings;

  EvidenceConfiguration(ExchangeSettings settings) {
    this.settings = settings;
  }

  @Bean
  NoteSigner logSigner(SecureRandom random, Connector connector) throws IOException, SQLException {
    ExchangeSettings.Log log = settings.log();
    if (!Files.exists(log.key())) {
      demandEmptyLog(connector, log.key());
      Ed25519Key.generate(random).store(log.key());
    }
    Ed25519Key key = Ed25519Key.load(log.key());
    if (log.sm2Key() == null) {
      return new NoteSigner(log.origin(), key);
    }
    if (!Files.exists(log.sm2Key())) {
      demandEmptyLog(connector, log.sm2Key());
      Sm2Key.generate(random).store(log.sm2Key());
    }
    return new NoteSigner(log.origin(), key, Sm2Key.load(log.sm2Key()));
  }

  @Bean(destroyMethod = "close")
  RememberedCheckpoint rememberedCheckpoint(NoteSigner signer) {
    return RememberedCheckpoint.open(settings.log().remembered(), signer.verifier());
  }

  @Bean(destroyMethod = "close")
  LogWriter logWriter(
      Connector connector, NoteSigner signer, RememberedCheckpoint remembered, LedgerAccess access)
      throws SQLException {
    ExchangeSettings.Log log = settings.log();
    Witness ledger = access.witness();
    if (remembered.newest().isEmpty() && ledger.newest().isEmpty()) {
      demandEmptyLog(connector, settings.log().remembered(), settings.ledger().file());
      // A node killed right after its first commit must not look like one that lost its witnesses.
      Checkpoint empty = new Checkpoint(log.origin(), 0, Tree.empty().root());
      remembered.remember(signer.sign(empty.text()));
    }
    return LogWriter.start(
        connector,
        log.origin(),
        signer,
        remembered,
        List.of(ledger),
        new LogSettings(log.maxBatch(), log.queue(), log.lingerMicros(), log.giveUp()));
  }

  @Bean
  SubjectTags subjectTags(SecureRandom random, Connector connector)
      throws IOException, SQLException {
    if (!Files.exists(settings.tagKeys())) {
      demandEmptyLog(connector, settings.tagKeys());
      TagKeyFile.rotate(settings.tagKeys(), random);
    }
    return TagKeyFile.load(settings.tagKeys());
  }

  /**
   * A lost key is not replaced in silence, and a log that nothing outside the database has seen is
   * not trusted: old entries would no longer verify, or no longer be found, or may have been
   * rewritten.
   */
  private static void demandEmptyLog(Connector connector, Path... missing) throws SQLException {
    try (Connection connection = connector.connect();
        PreparedStatement query = connection.prepareStatement("select 1 from log_head limit 1");
        ResultSet rows = query.executeQuery()) {
      if (rows.next()) {
        throw new Unavailable(
            "the log is not empty, but this is missing: bring back "
                + List.of(missing)
                + "; if it is lost for good, see \"Restore and loss\" in ledger-adapter/README.md",
            "日志不为空，但缺少以下文件，请恢复：" + List.of(missing) + "；确已丢失时，见 ledger-adapter/README.md 的“恢复与丢失”");
      }
    }
  }

  @Bean
  Evidence evidence(
      LogWriter log, Backlog backlog, SubjectTags tags, RandomSource random, Clock clock) {
    return new Evidence(
        log, backlog, settings.node(), tags, random, clock, settings.callDeadline());
  }

  @Bean
  Backlog backlog(HikariDataSource database) {
    Backlog backlog = new Backlog(database, settings.ledger().maxUnanchoredAge());
    backlog.look(); // until it has looked, nothing that needs a grant is answered
    return backlog;
  }

  @Bean
  GivenDecisions givenDecisions(LogWriter log, SubjectTags tags, RandomSource random, Clock clock) {
    return new GivenDecisions(log, settings.node(), tags, random, clock);
  }

  @Bean
  StoredLog storedLog(HikariDataSource database, NoteSigner signer) {
    return new StoredLog(
        database,
        signer.verifier(),
        SeenEntries.open(SeenEntries.beside(settings.log().remembered())));
  }

  @Bean
  Receipts receipts(HikariDataSource database, NoteSigner signer) {
    return new Receipts(database, signer);
  }

  /** What became of keys is in the log before anything else is. */
  @Bean
  KeyRotations keyRotations(
      HikariDataSource database, StoredLog log, Evidence evidence, SubjectTags tags)
      throws IOException, SQLException {
    KeyRotations rotations = new KeyRotations(database, log, evidence);
    if (settings.log().former() != null) {
      rotations.follow(settings.log().origin(), FormerLog.read(settings.log().former()));
    }
    rotations.tagKeys(tags);
    return rotations;
  }

  @Bean(destroyMethod = "release")
  Notary notary(Connector connector, NoteSigner signer, LedgerAccess access, SecureRandom random) {
    return new Notary(connector, signer.name(), () -> access.open(connector, random));
  }

  @Bean
  LedgerAccess ledgerAccess(NoteSigner signer) {
    Path file = settings.ledger().file();
    if (settings.ledger().kind() == ExchangeSettings.LedgerKind.EMBEDDED) {
      return new LedgerAccess.Embedded(file, signer.verifier());
    }
    FabricSettings fabric = FabricSettings.read(file);
    if (settings.log().maxBatch() > fabric.maxLeaves()) {
      throw new IllegalArgumentException(
          "mingjing.log.max-batch must be at most maxLeaves in " + file);
    }
    return new LedgerAccess.OnFabric(fabric, signer.name());
  }

  /** Where the ledger is a Fabric channel, what it tells of each batch is compared with ours. */
  @Bean(destroyMethod = "close")
  @ConditionalOnProperty(name = "mingjing.ledger.kind", havingValue = "fabric")
  AnchorEvents anchorEvents(Connector connector, NoteSigner signer, HikariDataSource database) {
    FabricSettings fabric = FabricSettings.read(settings.ledger().file());
    return AnchorEvents.follow(
        fabric,
        signer.name(),
        new JdbcEventMarks(connector, fabric),
        new AnchorConfirmations(database));
  }

  @Bean
  TileFolder tileFolder() {
    return new TileFolder(settings.log().tiles());
  }

  @Bean
  TilePublishing tilePublishing(Connector connector, NoteSigner signer, TileFolder folder) {
    return new TilePublishing(new TilePublisher(connector, signer.verifier(), folder));
  }
}
