package org.mingjing.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A question under a policy and grants, and what it becomes when changes are made. */
record Situation(Policy policy, Question question, List<Grant> grants, Instant now) {

  Decision decide() {
    return new Decider(policy, GrantSet.of(policy, grants)).decide(question, now);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(now, Grant.ZONE);
  }

  /** The call as it is made after the changes, under the grants that are had then. */
  Situation after(List<Change> changes) {
    Question asks = question;
    List<Grant> had = new ArrayList<>(grants);
    for (Change change : changes) {
      if (!(change instanceof Change.LeaveOut) || new HashSet<>(asks.fields()).size() > 1) {
        asks = change.on(asks);
      }
      switch (change) {
        case Change.ObtainGrant obtain -> had.add(obtained(obtain, asks));
        case Change.RenewGrant renew ->
            had.replaceAll(grant -> grant.id().equals(renew.grant()) ? renewed(grant) : grant);
        case Change.AddForm add ->
            had.replaceAll(
                grant -> grant.id().equals(add.grant()) ? with(grant, add.answer()) : grant);
        default -> {
          // a change of the question alone
        }
      }
    }
    return new Situation(policy, asks, had, now);
  }

  private Grant obtained(Change.ObtainGrant obtain, Question asks) {
    return new Grant(
        new GrantId("G-2026-9999"),
        asks.requester(),
        Set.of(asks.system()),
        asks.resource(),
        obtain.fields(),
        obtain.purposes().getFirst(),
        Set.of(obtain.answer()),
        today(),
        today(),
        new Quota(1, 1),
        GrantState.ACTIVE);
  }

  private Grant renewed(Grant grant) {
    LocalDate until = grant.until().isBefore(today()) ? today() : grant.until();
    LocalDate from = grant.from().isAfter(today()) ? today() : grant.from();
    Grant dated = Records.with(Records.with(grant, "until", until), "from", from);
    return Records.with(dated, "state", GrantState.ACTIVE);
  }

  private static Grant with(Grant grant, AnswerForm form) {
    Set<AnswerForm> answers = new HashSet<>(grant.answers());
    answers.add(form);
    return Records.with(grant, "answers", answers);
  }

  /** The changes with each purpose and each form that they offer. */
  static List<List<Change>> everyReading(List<Change> changes) {
    List<PurposeId> purposes =
        changes.stream()
            .flatMap(
                one -> one instanceof Change.UsePurpose p ? p.purposes().stream() : Stream.of())
            .toList();
    List<AnswerForm> forms =
        changes.stream()
            .flatMap(one -> one instanceof Change.AskForm f ? f.forms().stream() : Stream.of())
            .toList();
    List<List<Change>> readings = new ArrayList<>();
    for (int p = 0; p < Math.max(1, purposes.size()); p++) {
      for (int f = 0; f < Math.max(1, forms.size()); f++) {
        List<PurposeId> purpose = purposes.isEmpty() ? List.of() : List.of(purposes.get(p));
        List<AnswerForm> form = forms.isEmpty() ? List.of() : List.of(forms.get(f));
        readings.add(changes.stream().map(one -> reading(one, purpose, form)).toList());
      }
    }
    return readings;
  }

  private static Change reading(Change change, List<PurposeId> purpose, List<AnswerForm> form) {
    return switch (change) {
      case Change.UsePurpose one -> new Change.UsePurpose(purpose);
      case Change.AskForm one -> new Change.AskForm(form);
      case Change.ObtainGrant one when !purpose.isEmpty() ->
          new Change.ObtainGrant(one.fields(), one.answer(), purpose);
      default -> change;
    };
  }

  static boolean cannotBeMade(Change change) {
    return change instanceof Change.AskElse || change instanceof Change.MeetExpression;
  }

  /**
   * Every change of every kind, by the policy alone. That a call should assert another value than
   * it does, or rely on its statutory duty, is for the expression to say.
   */
  List<Change> everyChange() {
    Resource resource = policy.resource(question.resource()).orElseThrow();
    List<Change> changes = new ArrayList<>();
    question.fields().forEach(field -> changes.add(new Change.LeaveOut(field)));
    policy.purposes().forEach(purpose -> changes.add(new Change.UsePurpose(List.of(purpose.id()))));
    for (AnswerForm form : AnswerForm.values()) {
      changes.add(new Change.AskForm(List.of(form)));
    }
    for (AuthorisationKind kind : AuthorisationKind.values()) {
      if (kind != AuthorisationKind.STATUTORY_DUTY) {
        changes.add(new Change.Bring(kind, today()));
      }
    }
    changes.addAll(
        List.of(new Change.OneSubject(), new Change.StateCase(), new Change.StateOfficer()));
    if (question.asserted().response().isEmpty()) {
      changes.add(new Change.AssertResponse());
    }
    if (question.asserted().incident().isEmpty()) {
      changes.add(new Change.AssertIncident());
    }
    question.grant().ifPresent(grant -> changes.add(new Change.NameNoGrant(grant)));
    grants.stream()
        .filter(grant -> grant.resource().equals(question.resource()))
        .forEach(grant -> {
          changes.add(new Change.RenewGrant(grant.id()));
          changes.add(new Change.AddForm(grant.id(), question.answer()));
        });
    Set<String> all = resource.fields().stream().map(Field::name).collect(Collectors.toSet());
    changes.add(new Change.ObtainGrant(all, question.answer(), List.of(question.purpose())));
    return changes;
  }
}
