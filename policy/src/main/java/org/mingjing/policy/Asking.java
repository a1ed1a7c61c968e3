package org.mingjing.policy;

import java.util.List;
import java.util.Optional;

/** A question with one thing changed. */
record Asking(Question question) {
  /** Stands for what only the requester knows. */
  static final String THEIRS = "?";

  Asking without(String field) {
    List<String> rest = question.fields().stream().filter(name -> !name.equals(field)).toList();
    return of(rest, question.purpose(), question.answer());
  }

  Asking purpose(PurposeId purpose) {
    return of(question.fields(), purpose, question.answer());
  }

  Asking answer(AnswerForm answer) {
    return of(question.fields(), question.purpose(), answer);
  }

  Asking oneSubject() {
    return of(question.authorisation(), 1, false);
  }

  Asking authorisation(Authorisation brought) {
    return of(Optional.of(brought), question.subjects(), question.job());
  }

  Asking anyGrant() {
    return of(
        Optional.empty(), question.officerStated(), question.caseStated(), question.asserted());
  }

  Asking caseStated() {
    return of(question.grant(), question.officerStated(), true, question.asserted());
  }

  Asking officerStated() {
    return of(question.grant(), true, question.caseStated(), question.asserted());
  }

  Asking response() {
    return asserting(new Asserted(Optional.of(THEIRS), question.asserted().incident()));
  }

  Asking incident() {
    return asserting(new Asserted(question.asserted().response(), Optional.of(THEIRS)));
  }

  private Asking asserting(Asserted asserted) {
    return of(question.grant(), question.officerStated(), question.caseStated(), asserted);
  }

  private Asking of(List<String> fields, PurposeId purpose, AnswerForm answer) {
    return new Asking(
        new Question(
            question.system(),
            question.requester(),
            question.assurance(),
            question.zone(),
            question.resource(),
            fields,
            purpose,
            answer,
            question.partial(),
            question.grant(),
            question.authorisation(),
            question.officerStated(),
            question.caseStated(),
            question.subjects(),
            question.job(),
            question.asserted()));
  }

  private Asking of(Optional<Authorisation> authorisation, int subjects, boolean job) {
    return new Asking(
        new Question(
            question.system(),
            question.requester(),
            question.assurance(),
            question.zone(),
            question.resource(),
            question.fields(),
            question.purpose(),
            question.answer(),
            question.partial(),
            question.grant(),
            authorisation,
            question.officerStated(),
            question.caseStated(),
            subjects,
            job,
            question.asserted()));
  }

  private Asking of(
      Optional<GrantId> grant, boolean officerStated, boolean caseStated, Asserted asserted) {
    return new Asking(
        new Question(
            question.system(),
            question.requester(),
            question.assurance(),
            question.zone(),
            question.resource(),
            question.fields(),
            question.purpose(),
            question.answer(),
            question.partial(),
            grant,
            question.authorisation(),
            officerStated,
            caseStated,
            question.subjects(),
            question.job(),
            asserted));
  }
}
