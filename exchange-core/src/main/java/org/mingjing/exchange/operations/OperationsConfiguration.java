package org.mingjing.exchange.operations;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.catalogue.LiveSources;
import org.mingjing.exchange.evidence.Backlog;
import org.mingjing.ledger.log.Connector;
import org.mingjing.ledger.log.LogWriter;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What an operator watches: readiness, and the gauges beside the timers of the calls. */
@Configuration(proxyBeanMethods = false)
class OperationsConfiguration {

  /**
   * Readiness follows the log: a node that cannot record must not be given calls. Liveness does
   * not: starting a node anew mends no database.
   */
  @Bean
  HealthIndicator logHealth(LogWriter log, Connector connector) {
    DatabaseProbe database = new DatabaseProbe(connector);
    return () -> health("log", log.trouble().or(database::trouble));
  }

  /** And the policy: a node that runs on something else than the log names must not be, either. */
  @Bean
  HealthIndicator policyHealth(LivePolicy live) {
    return () -> health("policy", live.trouble());
  }

  private static Health health(String part, Optional<String> trouble) {
    return trouble
        .map(what -> Health.down().withDetail(part, what).build())
        .orElseGet(() -> Health.up().build());
  }

  @Bean
  MeterBinder logGauges(LogWriter log) {
    return meters -> {
      Gauge.builder("mingjing.log.queue", log, LogWriter::waiting)
          .description("Entries that wait for the next group commit")
          .register(meters);
      Gauge.builder("mingjing.log.trouble", log, l -> l.trouble().isPresent() ? 1 : 0)
          .description("1 while the log cannot write")
          .register(meters);
    };
  }

  @Bean
  MeterBinder ledgerGauges(Backlog backlog) {
    return meters -> {
      Gauge.builder("mingjing.ledger.unanchored", backlog, Backlog::entries)
          .description("Entries that the ledger does not hold yet; NaN without a database")
          .register(meters);
      TimeGauge.builder(
              "mingjing.ledger.unanchored.age", backlog, TimeUnit.SECONDS, Backlog::ageSeconds)
          .description("Age of the oldest entry that the ledger does not hold; 0 if it holds all")
          .register(meters);
    };
  }

  @Bean
  MeterBinder poolGauges(HikariDataSource database) {
    return meters -> {
      pool(
              "mingjing.pool.active",
              "Connections in use",
              database,
              HikariPoolMXBean::getActiveConnections)
          .register(meters);
      pool(
              "mingjing.pool.idle",
              "Connections at rest",
              database,
              HikariPoolMXBean::getIdleConnections)
          .register(meters);
      pool(
              "mingjing.pool.waiting",
              "Threads that wait for a connection",
              database,
              HikariPoolMXBean::getThreadsAwaitingConnection)
          .register(meters);
    };
  }

  @Bean
  SourceMetrics sourceMetrics(LiveSources sources) {
    return new SourceMetrics(sources::health);
  }

  @Bean
  SourcesEndpoint sourcesEndpoint(LiveSources sources) {
    return new SourcesEndpoint(sources::health);
  }

  private static Gauge.Builder<HikariDataSource> pool(
      String name,
      String description,
      HikariDataSource database,
      ToDoubleFunction<HikariPoolMXBean> number) {
    return Gauge.builder(
            name,
            database,
            source ->
                Optional.ofNullable(source.getHikariPoolMXBean())
                    .map(number::applyAsDouble)
                    .orElse(Double.NaN))
        .description(description + ", in this node's pool");
  }
}
