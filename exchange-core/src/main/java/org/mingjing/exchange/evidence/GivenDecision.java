package org.mingjing.exchange.evidence;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.mingjing.exchange.catalogue.CallRequest;
import org.mingjing.exchange.identity.Caller;
import org.mingjing.policy.Decision;
import org.mingjing.policy.DepartmentId;
import org.mingjing.policy.Permit;
import org.mingjing.policy.SystemId;

/**
 * A decision that is to be given to somebody who enforces it: a PEP of the provider's department.
 *
 * @param id the decision id, a UUIDv7
 * @param pep who asked
 * @param asked what was asked; nothing if the exchange has no words for it
 * @param provider whose resource it is, if the PEP may ask about it
 * @param decided what policy and grants say; nothing if it did not come to that, or if it is a
 *     permit whose obligations the PEP does not understand
 * @param outcome {@link #PERMITTED}, or the code of the reason why not
 * @param understood the kinds of obligation that the PEP says it fulfils
 * @param request the body of the request as it came, for the keyed digest alone
 */
@SuppressWarnings("ArrayRecordComponent") // digested once, never compared
public record GivenDecision(
    UUID id,
    Caller pep,
    Optional<Asked> asked,
    Optional<DepartmentId> provider,
    Optional<Decision> decided,
    String outcome,
    List<String> understood,
    byte[] request) {
  public static final String PERMITTED = "permitted";

  /**
   * What was asked about whom.
   *
   * @param system the requesting system, as the PEP names it
   * @param department its department, if the policy knows the system
   */
  public record Asked(SystemId system, Optional<DepartmentId> department, CallRequest request) {}

  public GivenDecision {
    understood = List.copyOf(understood);
    if (outcome.equals(PERMITTED) && !(decided.isPresent() && decided.get() instanceof Permit)) {
      throw new IllegalArgumentException("nothing is permitted without a permit");
    }
  }

  /** The permit, if it is given as one. */
  public Optional<Permit> permit() {
    return outcome.equals(PERMITTED) ? decided.map(Permit.class::cast) : Optional.empty();
  }

  /** The same, refused for this reason by that decision. */
  public GivenDecision refused(Decision decision, String code) {
    return new GivenDecision(
        id, pep, asked, provider, Optional.of(decision), code, understood, request);
  }

  /** Without ids and values. */
  @Override
  public String toString() {
    return "GivenDecision[" + id + ", " + outcome + "]";
  }
}
