package org.mingjing.bench.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mingjing.policy.AnswerForm;
import org.mingjing.policy.Asserted;
import org.mingjing.policy.Authorisation;
import org.mingjing.policy.Grant;
import org.mingjing.policy.PurposeId;
import org.mingjing.policy.Question;
import org.mingjing.policy.Resource;
import org.mingjing.policy.ResourceId;
import org.mingjing.policy.SystemClient;

/** A question in the making: the parts in which questions differ. */
record Draft(
    ResourceId resource,
    PurposeId purpose,
    SystemClient system,
    List<String> fields,
    AnswerForm answer,
    Optional<Authorisation> authorisation,
    boolean caseStated,
    int subjects) {

  Draft(
      Grant grant,
      SystemClient system,
      List<String> fields,
      Optional<Authorisation> authorisation) {
    this(
        grant.resource(),
        grant.purpose(),
        system,
        fields,
        AnswerForm.VERIFY,
        authorisation,
        true,
        1);
  }

  Draft of(Resource other) {
    return new Draft(
        other.id(), purpose, system, fields, answer, authorisation, caseStated, subjects);
  }

  Draft forPurpose(PurposeId other) {
    return new Draft(resource, other, system, fields, answer, authorisation, caseStated, subjects);
  }

  Draft by(SystemClient other) {
    return new Draft(resource, purpose, other, fields, answer, authorisation, caseStated, subjects);
  }

  Draft alsoAsking(Optional<String> field) {
    List<String> more = new ArrayList<>(fields);
    field.ifPresent(more::add);
    return new Draft(resource, purpose, system, more, answer, authorisation, caseStated, subjects);
  }

  Draft inForm(AnswerForm other) {
    return new Draft(resource, purpose, system, fields, other, authorisation, caseStated, subjects);
  }

  Draft withoutCase() {
    return new Draft(resource, purpose, system, fields, answer, authorisation, false, subjects);
  }

  Draft aboutSubjects(int number) {
    return new Draft(resource, purpose, system, fields, answer, authorisation, caseStated, number);
  }

  Question question() {
    return new Question(
        system.id(),
        system.department(),
        system.assurance(),
        system.zone(),
        resource,
        fields,
        purpose,
        answer,
        false,
        Optional.empty(),
        authorisation,
        true,
        caseStated,
        subjects,
        false,
        Asserted.NOTHING);
  }
}
