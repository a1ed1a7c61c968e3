package org.mingjing.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The grants that calls may rely on, by system, resource and purpose: a hash table with open
 * addressing and linear probing (Knuth, The Art of Computer Programming 3, 6.4, algorithm L) over
 * the numbers of a policy. A grant holds its own key, so that finding one among a million touches
 * the table once and then what is read of the grant anyway. Immutable.
 */
final class GrantIndex {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L; // spreads keys (Knuth, 6.4)

  private final Numbering numbering;

  /**
   * At the place of a key: its first grant, to which the others are chained. The length is a power
   * of two, and at least half of it is free.
   */
  private final @Nullable DatedGrant[] first;

  private GrantIndex(Numbering numbering, int grants) {
    this.numbering = numbering;
    this.first = new DatedGrant[Integer.highestOneBit(Math.max(grants, 1)) * 4];
  }

  /**
   * Of those that a call under the policy can rely on at all: its systems, resource and purpose are
   * registered, and the systems are the grantee's.
   */
  static GrantIndex of(Policy policy, List<Grant> byAscendingId) {
    int entries = byAscendingId.stream().mapToInt(grant -> grant.systems().size()).sum();
    GrantIndex index = new GrantIndex(policy.numbering(), entries);
    Map<Likeness, DatedGrant.Extent> extents = new HashMap<>();
    for (Grant grant : byAscendingId.reversed()) {
      policy
          .rules(grant.resource())
          .ifPresent(rules -> index.add(grant, rules, extent(grant, rules, extents)));
    }
    return index;
  }

  private record Likeness(int resource, Set<String> fields, Set<AnswerForm> answers) {}

  private static DatedGrant.Extent extent(
      Grant grant, ResourceRules rules, Map<Likeness, DatedGrant.Extent> extents) {
    return extents.computeIfAbsent(
        new Likeness(rules.number(), grant.fields(), grant.answers()),
        likeness -> DatedGrant.Extent.of(grant, rules));
  }

  private void add(Grant grant, ResourceRules rules, DatedGrant.Extent extent) {
    int purpose = numbering.purposes().of(grant.purpose());
    int grantee = numbering.departments().of(grant.grantee());
    for (SystemId id : grant.systems()) {
      int system = numbering.systems().of(id);
      if (purpose != Numbers.NONE
          && system != Numbers.NONE
          && numbering.departmentOf(system) == grantee) {
        long key = key(system, rules.number(), purpose);
        int place = place(key);
        first[place] = DatedGrant.of(grant, key, extent, first[place]);
      }
    }
  }

  @SuppressWarnings("ReferenceEquality")
  boolean isFor(Policy policy) {
    return policy.numbering() == numbering; // the numbers of an equal policy are others
  }

  /** By ascending id. */
  List<DatedGrant> candidates(SystemId system, ResourceId resource, PurposeId purpose) {
    List<DatedGrant> candidates = new ArrayList<>();
    DatedGrant one =
        first(
            numbering.systems().of(system),
            numbering.resources().of(resource),
            numbering.purposes().of(purpose));
    while (one != null) {
      candidates.add(one);
      one = one.next();
    }
    return candidates;
  }

  /** The first by id, which leads to the others. */
  @Nullable DatedGrant first(int system, int resource, int purpose) {
    boolean known = (system | resource | purpose) >= 0;
    return known ? first[place(key(system, resource, purpose))] : null;
  }

  private static long key(int system, int resource, int purpose) {
    return ((long) system << (2 * Numbers.BITS)) | ((long) resource << Numbers.BITS) | purpose;
  }

  /** Where the key is, or the free place where it would be. */
  private int place(long key) {
    int place = (int) ((key * GOLDEN) >>> (33 + Integer.numberOfLeadingZeros(first.length)));
    DatedGrant there = first[place];
    while (there != null && there.key() != key) {
      place = (place + 1) & (first.length - 1);
      there = first[place];
    }
    return place;
  }
}
