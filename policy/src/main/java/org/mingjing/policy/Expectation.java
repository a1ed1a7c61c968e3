package org.mingjing.policy;

import java.util.Optional;
import java.util.Set;

/**
 * What a case expects. What it leaves out is not looked at; a set that it writes has to be met
 * whole, whatever the order.
 *
 * @param permit whether the call is permitted
 * @param code of the refusal
 * @param rules the rules that decided: of a refusal those that refuse, of a permit all
 * @param withheld the fields that do not leave, though the call is permitted
 * @param obligations as {@link ObligationWords} spells them
 */
public record Expectation(
    boolean permit,
    Optional<RefusalCode> code,
    Optional<Set<String>> rules,
    Optional<Set<String>> withheld,
    Optional<Set<String>> obligations) {

  public Expectation {
    rules = rules.map(Set::copyOf);
    withheld = withheld.map(Set::copyOf);
    obligations = obligations.map(Set::copyOf);
  }
}
