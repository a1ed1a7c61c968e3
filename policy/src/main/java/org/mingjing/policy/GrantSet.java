package org.mingjing.policy;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The grants in force at one moment, indexed for deciding. Immutable; a change makes a new one. */
public final class GrantSet {

  private final Map<GrantId, Grant> byId;
  private final Map<Key, List<DatedGrant>> byKey;
  private final String digest;

  private GrantSet(Map<GrantId, Grant> byId, Map<Key, List<DatedGrant>> byKey, String digest) {
    this.byId = byId;
    this.byKey = byKey;
    this.digest = digest;
  }

  record Key(SystemId system, ResourceId resource, PurposeId purpose) {}

  /**
   * Indexes the grants. One that names a resource or purpose that the policy does not have counts
   * in the digest, but no call can rely on it.
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
    List<Grant> known = sorted.values().stream().filter(grant -> isKnown(policy, grant)).toList();
    return new GrantSet(Map.copyOf(sorted), index(known), GrantDocuments.digest(sorted.values()));
  }

  private static boolean isKnown(Policy policy, Grant grant) {
    return policy.resource(grant.resource()).isPresent()
        && policy.purpose(grant.purpose()).isPresent();
  }

  private static Map<Key, List<DatedGrant>> index(Collection<Grant> byAscendingId) {
    Map<Key, List<DatedGrant>> index = new HashMap<>();
    for (Grant grant : byAscendingId) {
      DatedGrant dated = DatedGrant.of(grant);
      for (SystemId system : grant.systems()) {
        Key key = new Key(system, grant.resource(), grant.purpose());
        index.merge(key, List.of(dated), GrantSet::joined);
      }
    }
    return index;
  }

  private static List<DatedGrant> joined(List<DatedGrant> some, List<DatedGrant> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
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

  /** By ascending id. */
  List<DatedGrant> candidates(SystemId system, ResourceId resource, PurposeId purpose) {
    return byKey.getOrDefault(new Key(system, resource, purpose), List.of());
  }
}
