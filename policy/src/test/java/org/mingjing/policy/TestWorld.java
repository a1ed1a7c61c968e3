package org.mingjing.policy;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A world of one category and one resource with one field in it. */
record TestWorld(Category category, AnswerForm form) {

  static final DepartmentId REQUESTER = new DepartmentId("MCA");
  static final SystemId SYSTEM = new SystemId("mca-assistance");
  static final PurposeId OTHER_PURPOSE = new PurposeId("other-purpose");
  private static final ResourceId RESOURCE = new ResourceId("some.register");
  private static final String FIELD = "value";

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
            List.of(field("id_number", FieldType.PERSON_ID), field(FIELD, FieldType.STRING)),
            Aggregates.NONE);
    SystemClient system =
        new SystemClient(
            SYSTEM, REQUESTER, category.name(), Set.of("call"), 2, "extranet", List.of());
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
        Coding.NONE,
        true);
  }

  Grant grant() {
    return new Grant(
        new GrantId("G-2026-0001"),
        REQUESTER,
        Set.of(SYSTEM),
        RESOURCE,
        Set.of("id_number", FIELD),
        new PurposeId("some-purpose"),
        Set.of(form),
        LocalDate.parse("2026-01-01"),
        LocalDate.parse("2026-12-31"),
        new Quota(1, 1),
        GrantState.ACTIVE);
  }

  Grant fields(Grant grant, Set<String> fields) {
    return new Grant(
        grant.id(),
        grant.grantee(),
        grant.systems(),
        grant.resource(),
        fields,
        grant.purpose(),
        grant.answers(),
        grant.from(),
        grant.until(),
        grant.quota(),
        grant.state());
  }
}
