package org.mingjing.exchange;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mingjing.policy.OpenLimits;
import org.mingjing.policy.ProbeLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of a node; {@code config/application/application.yaml} explains each. Secrets are
 * files or environment variables, never values in that file.
 *
 * @param node this node's name, in every entry that it makes
 * @param issuer the OAuth 2.0 issuer, which is also the base URL of the API
 * @param policy folder of policy documents; imported into an empty exchange, a proposal afterwards
 * @param policyBundle file of the signed bundle that is published in place of the folder
 * @param bundleTrust files of the public keys that may sign it; with it, nothing else is published
 *     or run
 * @param bundleSignatures how many of them have to have signed
 * @param demo whether client secrets and plain bearer tokens are allowed
 * @param wsdlFolder folder of the WSDL files that the catalogue names; nothing is fetched
 * @param callDeadline how long a call may stay open before it counts as interrupted
 * @param sourceTimeout how long a source may take to answer
 * @param followEvery how often a node looks which policy and grants the log names
 * @param followWithin for how long a node decides without having been able to look, 1 s or more
 * @param openLimits how often a day open fields may be asked for
 * @param probeLimits how often a day something may be claimed of data that does not leave
 * @param rateLimit how often each system may call this node
 */
@ConfigurationProperties("mingjing")
public record ExchangeSettings(
    String node,
    URI issuer,
    Path policy,
    @Nullable Path policyBundle,
    @DefaultValue List<Path> bundleTrust,
    @DefaultValue("1") int bundleSignatures,
    Database database,
    Log log,
    Ledger ledger,
    Path tagKeys,
    Path tokenKey,
    @DefaultValue("false") boolean demo,
    @DefaultValue Map<String, String> demoSecrets,
    @DefaultValue Map<String, Connection> connections,
    @DefaultValue("config/wsdl") Path wsdlFolder,
    @DefaultValue("30s") Duration callDeadline,
    @DefaultValue("5s") Duration sourceTimeout,
    @DefaultValue OpenFields openLimits,
    @DefaultValue Probes probeLimits,
    @DefaultValue Rate rateLimit,
    @DefaultValue("5s") Duration sweepEvery,
    @DefaultValue("1s") Duration followEvery,
    @DefaultValue("15s") Duration followWithin) {

  public ExchangeSettings {
    demoSecrets = Map.copyOf(demoSecrets);
    connections = Map.copyOf(connections);
    bundleTrust = List.copyOf(bundleTrust);
    if ((policyBundle == null) != bundleTrust.isEmpty()) {
      throw new IllegalArgumentException(
          "mingjing.policy-bundle and mingjing.bundle-trust are set together: without keys that are"
              + " trusted no bundle is good, and with them nothing else is published");
    }
    if (bundleSignatures < 1 || bundleSignatures > Math.max(1, bundleTrust.size())) {
      throw new IllegalArgumentException(
          "mingjing.bundle-signatures must be from 1 to the number of keys in mingjing.bundle-trust");
    }
    if (followWithin.compareTo(followEvery) <= 0 || followWithin.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "mingjing.follow-within must be at least 1s and above follow-every");
    }
    if (sourceTimeout.compareTo(callDeadline) >= 0) {
      throw new IllegalArgumentException("mingjing.source-timeout must be below call-deadline");
    }
  }

  /** What notarises the log. */
  public enum LedgerKind {
    EMBEDDED,
    FABRIC
  }

  /**
   * The ledger.
   *
   * @param kind the operator's own, or a Hyperledger Fabric channel
   * @param folder folder of the operator's own
   * @param fabric the Fabric client's settings ({@code client.properties}), where that is the kind
   * @param notariseEvery how often the log is carried to it
   * @param maxUnanchoredAge how old an entry that it does not hold may be before calls that need a
   *     grant are answered {@code not-notarised}; 1 s or more
   */
  public record Ledger(
      @DefaultValue("embedded") LedgerKind kind,
      @Nullable Path folder,
      @Nullable Path fabric,
      @DefaultValue("500ms") Duration notariseEvery,
      @DefaultValue("24h") Duration maxUnanchoredAge) {
    public Ledger {
      if ((kind == LedgerKind.FABRIC) != (fabric != null)) {
        throw new IllegalArgumentException(
            "mingjing.ledger.fabric names the client's settings where mingjing.ledger.kind is"
                + " fabric, and only there");
      }
      if (kind == LedgerKind.EMBEDDED && folder == null) {
        throw new IllegalArgumentException(
            "mingjing.ledger.folder is where the operator's own ledger is kept: set it");
      }
      if (maxUnanchoredAge.toSeconds() < 1) {
        throw new IllegalArgumentException(
            "mingjing.ledger.max-unanchored-age must be at least 1s");
      }
    }

    Path file() {
      return Objects.requireNonNull(kind == LedgerKind.FABRIC ? fabric : folder);
    }
  }

  /** The bundle, where only a signed one is published. */
  Optional<Path> signedBundle() {
    return Optional.ofNullable(policyBundle);
  }

  /**
   * How often a day (Asia/Shanghai) open fields may be asked for across all resources, 1 or more:
   * by one system, and by one department about one subject.
   */
  public record OpenFields(
      @DefaultValue("1000000") long perSystemPerDay, @DefaultValue("500") long perSubjectPerDay) {
    public OpenFields {
      if (perSystemPerDay < 1 || perSubjectPerDay < 1) {
        throw new IllegalArgumentException(
            "mingjing.open-limits.per-system-per-day and per-subject-per-day must be at least 1");
      }
    }

    OpenLimits limits() {
      return new OpenLimits(perSystemPerDay, perSubjectPerDay);
    }
  }

  /**
   * How often a day (Asia/Shanghai) {@code verify} and {@code threshold} may be asked, 1 or more:
   * by one department about one subject, and by one officer of a system.
   */
  public record Probes(
      @DefaultValue("50") long perSubjectPerDay, @DefaultValue("2000") long perOfficerPerDay) {
    public Probes {
      if (perSubjectPerDay < 1 || perOfficerPerDay < 1) {
        throw new IllegalArgumentException(
            "mingjing.probe-limits.per-subject-per-day and per-officer-per-day must be at least 1");
      }
    }

    ProbeLimits limits() {
      return new ProbeLimits(perSubjectPerDay, perOfficerPerDay);
    }
  }

  /**
   * How often each system may call this node, 1 to 1,000,000 each.
   *
   * @param perSecond calls a second
   * @param burst calls at once after a rest
   */
  public record Rate(@DefaultValue("5000") int perSecond, @DefaultValue("10000") int burst) {
    private static final int MOST = 1_000_000;

    public Rate {
      if (perSecond < 1 || perSecond > MOST || burst < 1 || burst > MOST) {
        throw new IllegalArgumentException(
            "mingjing.rate-limit.per-second and burst must be 1 to 1,000,000");
      }
    }
  }

  /** The database and its two roles. */
  public record Database(
      String url, Role owner, Role application, @DefaultValue("16") int poolSize) {}

  /** A database role. */
  public record Role(String user, String password) {
    @Override
    public String toString() {
      return user;
    }
  }

  /**
   * The log.
   *
   * @param origin its name, in every checkpoint
   * @param key file of its Ed25519 key
   * @param former file that tells of the log that this one follows, if it follows one
   * @param remembered file of the last checkpoint that this node signed
   * @param tiles folder in which this node publishes the log (C2SP tlog-tiles); whoever serves
   *     static files may serve it too
   * @param publishEvery how often it is brought up to the newest checkpoint
   */
  public record Log(
      String origin,
      Path key,
      @Nullable Path sm2Key,
      @Nullable Path former,
      Path remembered,
      Path tiles,
      @DefaultValue("1s") Duration publishEvery,
      @DefaultValue("512") int maxBatch,
      @DefaultValue("4096") int queue,
      @DefaultValue("500") int lingerMicros,
      @DefaultValue("5s") Duration giveUp) {}

  /**
   * How to reach a department's system.
   *
   * @param url a JDBC URL, the base URL of an HTTP service, or Kafka brokers: {@code
   *     kafka+sasl_ssl://host:9093,host:9093}, with {@code kafka+ssl:} or {@code kafka:} for others
   * @param truststore for Kafka, a PEM file with the certificates that are trusted; Java's if empty
   * @param maxSilence for Kafka, after which nothing is answered from what was read before
   * @param maxKeys for Kafka, that a topic may hold
   * @param maxConcurrent calls that may be under way at once; one more is refused at once
   * @param perSecond calls that may begin in a second
   * @param failurePercent of the last 100 calls that may find it unavailable or too slow; then it
   *     is left alone
   * @param rest for how long
   */
  public record Connection(
      String url,
      @DefaultValue("") String user,
      @DefaultValue("") String password,
      @DefaultValue("64") int pool,
      @DefaultValue("") String truststore,
      @DefaultValue("30s") Duration maxSilence,
      @DefaultValue("10000000") int maxKeys,
      @DefaultValue("64") int maxConcurrent,
      @DefaultValue("5000") int perSecond,
      @DefaultValue("50") int failurePercent,
      @DefaultValue("5s") Duration rest) {
    @Override
    public String toString() {
      return url;
    }
  }
}
