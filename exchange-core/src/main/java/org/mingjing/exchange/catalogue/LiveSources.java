package org.mingjing.exchange.catalogue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.mingjing.connectors.SourceHealth;
import org.mingjing.connectors.Sources;
import org.mingjing.policy.Policy;

/**
 * The routes of the live policy's catalogue, and of those before it for as long as calls may still
 * be on them.
 */
public final class LiveSources implements AutoCloseable {
  private record Version(Policy policy, Sources sources, long madeAt) {}

  private final SourceSettings settings;

  /** The newest first; replaced, never changed. */
  private volatile List<Version> versions;

  /**
   * Starts the routes of a policy's catalogue.
   *
   * @throws IllegalArgumentException if a source cannot be served
   */
  public LiveSources(Policy policy, SourceSettings settings) {
    this.settings = settings;
    Sources first =
        Sources.start(
            settings.connections(),
            settings.protections(),
            CatalogueSources.specs(policy, settings));
    this.versions = List.of(new Version(policy, first, System.nanoTime()));
  }

  /** How the departments' systems do, in the order of their connections' names. */
  public List<SourceHealth> health() {
    return versions.getFirst().sources().health();
  }

  /** The routes that a call decided by this snapshot takes. */
  @SuppressWarnings("ReferenceEquality") // the very policy that the routes were made of
  public Sources of(LivePolicy.Snapshot snapshot) {
    for (Version version : versions) {
      if (version.policy() == snapshot.policy()) {
        return version.sources();
      }
    }
    throw new IllegalStateException("no routes of the policy " + snapshot.policy().digest());
  }

  /**
   * Makes the routes of another policy, beside those in use.
   *
   * @throws IllegalArgumentException if a source cannot be served; nothing has changed then
   */
  public synchronized void prepare(Policy policy) {
    Sources next = versions.getFirst().sources().with(CatalogueSources.specs(policy, settings));
    List<Version> all = new ArrayList<>(versions);
    all.addFirst(new Version(policy, next, System.nanoTime()));
    versions = List.copyOf(all);
  }

  /** Ends the routes that were replaced longer ago than any call on them lasts. */
  public synchronized void retire(Duration longestCall) {
    List<Version> kept = new ArrayList<>();
    List<Version> ended = new ArrayList<>();
    long replacedAt = System.nanoTime();
    for (Version version : versions) {
      boolean old = System.nanoTime() - replacedAt > longestCall.toNanos();
      (old && !kept.isEmpty() ? ended : kept).add(version);
      replacedAt = version.madeAt();
    }
    versions = List.copyOf(kept);
    ended.forEach(version -> version.sources().close());
  }

  @Override
  public synchronized void close() {
    versions.forEach(version -> version.sources().close());
  }
}
