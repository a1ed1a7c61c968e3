package org.mingjing.policy;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A grant as deciding wants it: its days as instants, its fields and forms as bits.
 *
 * @param key of its place in a {@link GrantIndex}
 * @param id of the grant, as a verdict names it
 * @param startSecond its first
 * @param endSecond the first after it
 * @param next by id, for the same system, resource and purpose
 */
record DatedGrant(
    Grant grant,
    long key,
    Optional<GrantId> id,
    long startSecond,
    long endSecond,
    boolean active,
    Extent extent,
    @Nullable DatedGrant next) {

  static DatedGrant of(Grant grant, long key, Extent extent, @Nullable DatedGrant next) {
    return new DatedGrant(
        grant,
        key,
        Optional.of(grant.id()),
        grant.from().atStartOfDay(Grant.ZONE).toEpochSecond(),
        grant.until().plusDays(1).atStartOfDay(Grant.ZONE).toEpochSecond(),
        grant.state() == GrantState.ACTIVE,
        extent,
        next);
  }

  /**
   * What many grants of a resource have alike.
   *
   * @param fields by {@link FieldRule#number}
   */
  record Extent(Bits fields, Set<AnswerForm> forms) {
    /** A set of an enum is bits, too. */
    static Extent of(Grant grant, ResourceRules rules) {
      Set<AnswerForm> forms = EnumSet.noneOf(AnswerForm.class);
      forms.addAll(grant.answers());
      return new Extent(rules.numbersOf(grant.fields()), forms);
    }
  }

  boolean inForce(long second) {
    return active && startSecond <= second && second < endSecond;
  }

  boolean usable(AnswerForm answer, long second) {
    return inForce(second) && extent.forms().contains(answer);
  }

  /** Whether it covers all of these that need a grant. */
  boolean covers(List<AskedField> asked, Question question) {
    for (AskedField one : asked) {
      if (one.needsGrantIn(question) && !extent.fields().has(one.number())) {
        return false;
      }
    }
    return true;
  }

  /** The same grant; those chained to it do not matter. */
  @Override
  public boolean equals(Object other) {
    return other instanceof DatedGrant one && one.grant.equals(grant);
  }

  @Override
  public int hashCode() {
    return grant.hashCode();
  }

  @Override
  public String toString() {
    return "DatedGrant[" + grant.id() + "]";
  }
}
