package org.mingjing.policy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The grants in force at one moment, indexed for deciding. Immutable; a change makes a new one. */
public final class GrantSet {

  private final Map<GrantId, Grant> byId;
  private final GrantIndex index;
  private final String digest;

  private GrantSet(Map<GrantId, Grant> byId, GrantIndex index, String digest) {
    this.byId = byId;
    this.index = index;
    this.digest = digest;
  }

  /**
   * Indexes the grants. One that names a resource, purpose or system that the policy does not have
   * counts in the digest, but no call can rely on it.
   *
   * @throws IllegalArgumentException if two have the same id
   */
  public static GrantSet of(Policy policy, Collection<Grant> grants) {
    Map<GrantId, Grant> sorted = new TreeMap<>();
    for (Grant grant : grants) {
      if (sorted.put(grant.id(), grant) != null) {
        throw new IllegalArgumentException("two grants have the id " + grant.id());
      }
    }
    List<Grant> byAscendingId = List.copyOf(sorted.values());
    return new GrantSet(
        Map.copyOf(sorted),
        GrantIndex.of(policy, byAscendingId),
        GrantDocuments.digest(byAscendingId));
  }

  /** The same grants, indexed for deciding by this policy. */
  GrantSet under(Policy policy) {
    return index.isFor(policy)
        ? this
        : new GrantSet(
            byId, GrantIndex.of(policy, List.copyOf(new TreeMap<>(byId).values())), digest);
  }

  /** Digest of the grants' canonical form, sorted by id: {@code sha256:…}. */
  public String digest() {
    return digest;
  }

  public int size() {
    return byId.size();
  }

  public Optional<Grant> grant(GrantId id) {
    return Optional.ofNullable(byId.get(id));
  }

  public Collection<Grant> grants() {
    return byId.values();
  }

  GrantIndex index() {
    return index;
  }
}
