package org.mingjing.exchange;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mingjing.policy.OpenLimits;
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
 * @param bundleSignatures how many of them have to have signed
 * @param demo whether client secrets and plain bearer tokens are allowed
 * @param callDeadline how long a call may stay open before it counts as interrupted
 * @param sourceTimeout how long a source may take to answer
 * @param followEvery how often a node looks which policy and grants the log names
 * @param followWithin for how long a node decides without having been able to look, 1 s or more
 * @param openLimits how often a day open fields may be asked for
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
    Path ledgerFolder,
    Path tagKeys,
    Path tokenKey,
    @DefaultValue("false") boolean demo,
    @DefaultValue Map<String, String> demoSecrets,
    @DefaultValue Map<String, Connection> connections,
    @DefaultValue("30s") Duration callDeadline,
    @DefaultValue("5s") Duration sourceTimeout,
    @DefaultValue OpenFields openLimits,
    @DefaultValue Rate rateLimit,
    @DefaultValue("5s") Duration sweepEvery,
    @DefaultValue("500ms") Duration notariseEvery,
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
   * @param remembered file of the last checkpoint that this node signed
   */
  public record Log(
      String origin,
      Path key,
      Path remembered,
      @DefaultValue("512") int maxBatch,
      @DefaultValue("4096") int queue,
      @DefaultValue("500") int lingerMicros,
      @DefaultValue("5s") Duration giveUp) {}

  /**
   * How to reach a department's system.
   *
   * @param url a JDBC URL or the base URL of an HTTP service
   */
  public record Connection(
      String url,
      @DefaultValue("") String user,
      @DefaultValue("") String password,
      @DefaultValue("64") int pool) {
    @Override
    public String toString() {
      return url;
    }
  }
}
