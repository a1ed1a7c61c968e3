package org.mingjing.policy;

import java.util.Optional;
import java.util.Set;

/**
 * On what a conditional category may be shared.
 *
 * @param text the registry's wording, whole
 * @param purposes registered purposes; none means that nothing is permitted yet
 * @param purposesText the registry's wording of the purposes
 * @param form the registry's answer form
 * @param answers what may leave; a subset of what {@code form} stands for
 * @param withhold names of fields that never leave, whoever asks
 * @param withholdText the registry's wording of what is withheld or masked
 * @param batch whether a job or a call on several subjects may ask
 * @param retentionDays days that the recipient may keep it after the matter closes
 * @param when an expression that has to hold besides
 * @param unmechanised a remark of the registry that no rule enforces yet
 */
public record Condition(
    String text,
    Recipients recipients,
    Set<PurposeId> purposes,
    String purposesText,
    RegistryForm form,
    Set<AnswerForm> answers,
    Set<String> withhold,
    String withholdText,
    AuthorisationKind authorisation,
    boolean batch,
    int retentionDays,
    Optional<Expression> when,
    Optional<String> unmechanised) {

  public Condition {
    purposes = Set.copyOf(purposes);
    answers = Set.copyOf(answers);
    withhold = Set.copyOf(withhold);
  }
}
