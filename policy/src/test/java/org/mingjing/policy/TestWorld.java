package org.mingjing.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A world of one category, one resource with one field in it, and one question. */
record TestWorld(
    Category category,
    AnswerForm form,
    PurposeId purpose,
    Optional<Authorisation> authorisation,
    int subjects) {

  static final PurposeId OTHER_PURPOSE = new PurposeId("other-purpose");
  private static final Instant NOW = TestQuestions.JUNE;
  private static final ResourceId RESOURCE = new ResourceId("some.register");
  private static final String FIELD = "value";

  TestWorld(Category category, AnswerForm form, PurposeId purpose) {
    this(
        category,
        form,
        purpose,
        category
            .condition()
            .map(c -> TestQuestions.authorisation(c.authorisation().wireName(), "2026-06-01")),
        1);
  }

  TestWorld forPurpose(PurposeId other) {
    return new TestWorld(category, form, other, authorisation, subjects);
  }

  TestWorld authorised(Optional<Authorisation> other) {
    return new TestWorld(category, form, purpose, other, subjects);
  }

  TestWorld subjects(int many) {
    return new TestWorld(category, form, purpose, authorisation, many);
  }

  /** The code of the refusal; empty if it is permitted. */
  Optional<RefusalCode> code(Grant... grants) {
    Policy policy = policy();
    Decider decider = new Decider(policy, GrantSet.of(policy, List.of(grants)));
    return switch (decider.decide(question(), NOW)) {
      case Permit permit -> Optional.empty();
      case Refusal refusal -> Optional.of(refusal.code());
    };
  }

  Policy policy() {
    Resource resource =
        new Resource(
            RESOURCE,
            category.department(),
            category.name(),
            true,
            new Subject(SubjectType.PERSON, "id_number"),
            Optional.of(new Source("jdbc", "some", Map.of("table", "some"))),
            EnumSet.allOf(AnswerForm.class),
            5,
            List.of(field("id_number", FieldType.PERSON_ID), field(FIELD, FieldType.STRING)));
    SystemClient system =
        new SystemClient(
            CategoryWorldsTest.system(),
            CategoryWorldsTest.requester(),
            category.name(),
            Set.of("call"),
            2,
            "extranet",
            List.of());
    PurposeId some = new PurposeId("some-purpose");
    return new Policy(
        new PolicyParts(
            Map.of(),
            Map.of(),
            Map.of(
                some,
                new Purpose(some, category.name()),
                OTHER_PURPOSE,
                new Purpose(OTHER_PURPOSE, category.name())),
            Map.of(category.code(), category),
            Map.of(system.id(), system),
            Map.of(RESOURCE, resource)),
        Map.of());
  }

  private Field field(String name, FieldType type) {
    return new Field(
        name,
        type,
        List.of(category.code()),
        Optional.empty(),
        Mask.WITHHELD,
        Optional.empty(),
        Optional.empty(),
        true);
  }

  private Question question() {
    return new Question(
        CategoryWorldsTest.system(),
        CategoryWorldsTest.requester(),
        2,
        "extranet",
        RESOURCE,
        List.of(FIELD),
        purpose,
        form,
        false,
        Optional.empty(),
        authorisation,
        true,
        true,
        subjects,
        false);
  }

  Grant grant() {
    return new Grant(
        new GrantId("G-2026-0001"),
        CategoryWorldsTest.requester(),
        Set.of(CategoryWorldsTest.system()),
        RESOURCE,
        Set.of("id_number", FIELD),
        new PurposeId("some-purpose"),
        Set.of(form),
        LocalDate.parse("2026-01-01"),
        LocalDate.parse("2026-12-31"),
        new Quota(1, 1),
        GrantState.ACTIVE);
  }

  Grant with(Grant grant, GrantState state) {
    return changed(grant, grant.fields(), grant.answers(), grant.until(), state);
  }

  Grant until(Grant grant, LocalDate until) {
    return changed(grant, grant.fields(), grant.answers(), until, grant.state());
  }

  Grant fields(Grant grant, Set<String> fields) {
    return changed(grant, fields, grant.answers(), grant.until(), grant.state());
  }

  Grant answering(Grant grant, AnswerForm other) {
    return changed(grant, grant.fields(), Set.of(other), grant.until(), grant.state());
  }

  private static Grant changed(
      Grant grant, Set<String> fields, Set<AnswerForm> answers, LocalDate until, GrantState state) {
    return new Grant(
        grant.id(),
        grant.grantee(),
        grant.systems(),
        grant.resource(),
        fields,
        grant.purpose(),
        answers,
        grant.from(),
        until,
        grant.quota(),
        state);
  }

  static Category with(Category category, Recipients recipients, Set<PurposeId> purposes) {
    Condition old = category.condition().orElseThrow();
    Condition changed =
        new Condition(
            old.text(),
            recipients,
            purposes,
            old.purposesText(),
            old.form(),
            old.answers(),
            old.withhold(),
            old.withholdText(),
            old.authorisation(),
            old.batch(),
            old.retentionDays(),
            old.unmechanised());
    return new Category(
        category.code(),
        category.department(),
        category.name(),
        category.level(),
        category.boundary(),
        category.channel(),
        Optional.of(changed),
        category.legalBasis(),
        category.basisKind(),
        category.confidence(),
        category.reason());
  }
}
