package org.mingjing.exchange;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.mingjing.exchange.audit.Trace;
import org.mingjing.exchange.call.RateLimit;
import org.mingjing.exchange.catalogue.CatalogueSources;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.catalogue.LiveSources;
import org.mingjing.exchange.catalogue.SourceSettings;
import org.mingjing.exchange.evidence.Background;
import org.mingjing.exchange.evidence.Backlog;
import org.mingjing.exchange.evidence.Evidence;
import org.mingjing.exchange.evidence.KeyRotations;
import org.mingjing.exchange.evidence.Notary;
import org.mingjing.exchange.evidence.OldQuotaUse;
import org.mingjing.exchange.evidence.RandomSource;
import org.mingjing.exchange.evidence.StoredLog;
import org.mingjing.exchange.evidence.SubjectTags;
import org.mingjing.exchange.evidence.Sweeper;
import org.mingjing.exchange.evidence.TilePublishing;
import org.mingjing.exchange.grants.Decide;
import org.mingjing.exchange.identity.Identify;
import org.mingjing.exchange.stewardship.Following;
import org.mingjing.exchange.stewardship.Proposals;
import org.mingjing.exchange.stewardship.Publication;
import org.mingjing.ledger.log.Connector;
import org.mingjing.policy.Policy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Puts a node together. Read from top to bottom: database, policy, background work; its evidence is
 * in {@link EvidenceConfiguration}.
 */
@Configuration(proxyBeanMethods = false)
class ExchangeConfiguration {
  private static final int DATABASE_PATIENCE_MILLIS = 5000;

  private static final Duration FORGET_EVERY = Duration.ofHours(1);

  private final ExchangeSettings settings;

  ExchangeConfiguration(ExchangeSettings settings) {
    this.settings = settings;
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  SecureRandom secureRandom() {
    return new SecureRandom();
  }

  @Bean
  RandomSource randomSource(SecureRandom random) {
    return new RandomSource(random);
  }

  /** The schema, brought up to date by its owner; nothing else ever uses the owner's role. */
  @Bean
  Flyway schema() {
    ExchangeSettings.Database database = settings.database();
    Flyway flyway =
        Flyway.configure()
            .dataSource(database.url(), database.owner().user(), database.owner().password())
            .placeholders(Map.of("application", database.application().user()))
            .load();
    flyway.migrate();
    return flyway;
  }

  @Bean(destroyMethod = "close")
  HikariDataSource database(Flyway migrated) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(settings.database().url());
    config.setUsername(settings.database().application().user());
    config.setPassword(settings.database().application().password());
    config.setMaximumPoolSize(settings.database().poolSize());
    config.setPoolName("exchange");
    config.setConnectionTimeout(DATABASE_PATIENCE_MILLIS);
    return new HikariDataSource(config);
  }

  /**
   * Connections of their own for the log's writer and for the notary, with limits on connecting and
   * reading.
   */
  @Bean
  Connector connector(Flyway migrated) {
    Properties properties = new Properties();
    properties.setProperty("user", settings.database().application().user());
    properties.setProperty("password", settings.database().application().password());
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "10");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("prepareThreshold", "1");
    properties.setProperty("ApplicationName", "mingjing-log-" + settings.node());
    return () -> DriverManager.getConnection(settings.database().url(), properties);
  }

  @Bean
  Publication publication(
      HikariDataSource database,
      StoredLog log,
      Evidence evidence,
      KeyRotations recorded,
      Proposals proposals,
      Clock clock) {
    return new Publication(
        database,
        log,
        evidence,
        proposals,
        policy -> CatalogueSources.check(policy, departments()),
        clock);
  }

  @Bean
  Proposals proposals() {
    return settings
        .signedBundle()
        .map(
            bundle -> Proposals.signed(bundle, settings.bundleTrust(), settings.bundleSignatures()))
        .orElseGet(() -> new Proposals.Folder(settings.policy()));
  }

  @Bean
  LivePolicy livePolicy(Publication publication) throws SQLException {
    return publication.live();
  }

  /** For those who need the policy, but not the grants. */
  @Bean
  Supplier<Policy> policy(LivePolicy live) {
    return () -> live.current().policy();
  }

  @Bean(destroyMethod = "close")
  LiveSources sources(LivePolicy live) {
    return new LiveSources(live.current().policy(), departments());
  }

  private SourceSettings departments() {
    return new SourceSettings(
        Connections.of(settings.connections()),
        Connections.protections(settings.connections()),
        settings.wsdlFolder(),
        settings.sourceTimeout());
  }

  @Bean
  Following following(Publication publication, LivePolicy live, LiveSources sources) {
    live.demandLook(settings.followWithin());
    return new Following(publication, live, sources, settings.callDeadline());
  }

  @Bean
  Identify identify(Clock clock) {
    return new Identify(clock);
  }

  @Bean
  Decide decide(LivePolicy live, Clock clock) {
    return new Decide(live, settings.openLimits().limits(), settings.probeLimits().limits(), clock);
  }

  @Bean
  RateLimit rateLimit() {
    return new RateLimit(
        settings.rateLimit().perSecond(), settings.rateLimit().burst(), System::nanoTime);
  }

  @Bean
  Trace trace(StoredLog log, Evidence evidence, SubjectTags tags, KeyRotations rotations) {
    return new Trace(log, evidence, tags, rotations);
  }

  @Bean(destroyMethod = "close")
  Background background(
      Notary notary,
      Backlog backlog,
      TilePublishing tiles,
      HikariDataSource database,
      Evidence evidence,
      Following following) {
    return new Background(
        new Background.Task("tiles", settings.log().publishEvery(), tiles::publish),
        new Background.Task("notary", settings.ledger().notariseEvery(), notary::notarise),
        new Background.Task("backlog", Backlog.LOOK_EVERY, backlog::look),
        new Background.Task(
            "sweeper", settings.sweepEvery(), new Sweeper(database, evidence)::closeForgotten),
        new Background.Task("policy", settings.followEvery(), following::follow),
        new Background.Task("quotas", FORGET_EVERY, new OldQuotaUse(database)::forgetNow));
  }
}
