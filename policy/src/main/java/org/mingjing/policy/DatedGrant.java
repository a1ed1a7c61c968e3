package org.mingjing.policy;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A grant as deciding wants it: its days as instants, its fields and forms as bits.
 *
 * @param id of the grant, as a verdict names it
 * @param startSecond its first
 * @param endSecond the first after it
 * @param next by id, for the same system, resource and purpose
 */
record DatedGrant(
    Grant grant,
    Optional<GrantId> id,
    long startSecond,
    long endSecond,
    boolean active,
    Shape shape,
    @Nullable DatedGrant next) {

  static DatedGrant of(Grant grant, Shape shape, @Nullable DatedGrant next) {
    return new DatedGrant(
        grant,
        Optional.of(grant.id()),
        grant.from().atStartOfDay(Grant.ZONE).toEpochSecond(),
        grant.until().plusDays(1).atStartOfDay(Grant.ZONE).toEpochSecond(),
        grant.state() == GrantState.ACTIVE,
        shape,
        next);
  }

  /**
   * What many grants of a resource have alike.
   *
   * @param fields by {@link FieldRule#number}
   */
  record Shape(Bits fields, Set<AnswerForm> forms) {
    /** A set of an enum is bits, too. */
    static Shape of(Grant grant, ResourceRules rules) {
      Set<AnswerForm> forms = EnumSet.noneOf(AnswerForm.class);
      forms.addAll(grant.answers());
      return new Shape(rules.numbersOf(grant.fields()), forms);
    }
  }

  boolean inForce(long second) {
    return active && startSecond <= second && second < endSecond;
  }

  boolean usable(AnswerForm answer, long second) {
    return inForce(second) && shape.forms().contains(answer);
  }

  /** Whether it covers all of these that need a grant. */
  boolean covers(List<Asked> asked, Question question) {
    for (Asked one : asked) {
      if (one.needsGrantIn(question) && !shape.fields().has(one.number())) {
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
