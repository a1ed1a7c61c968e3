package org.mingjing.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What holds only between documents. */
final class WholeChecks {

  private final Draft draft;

  WholeChecks(Draft draft) {
    this.draft = draft;
  }

  void check() {
    categoriesAreComplete();
    factsHaveOneSource();
    withheldFieldsExist();
    new ExpressionWords(draft).check();
  }

  private void categoriesAreComplete() {
    boolean departmentsRead =
        draft.categories.values().values().stream()
            .noneMatch(category -> category.department().value().equals(Patterns.STAND_IN));
    if (!draft.categories.countable() || !departmentsRead) {
      return;
    }
    Map<DepartmentId, Integer> counted = new HashMap<>();
    draft
        .categories
        .values()
        .values()
        .forEach(category -> counted.merge(category.department(), 1, Integer::sum));
    for (Department department : draft.departments.values().values()) {
      int found = counted.getOrDefault(department.id(), 0);
      if (draft.departments.sound(department.id()).isPresent()
          && found != department.categories()) {
        draft.faults.admission(
            draft.departments.position(department.id()),
            "category-count",
            department.id() + " 应有 " + department.categories() + " 类，清单中有 " + found + " 类；请改正其一",
            department.id()
                + " should have "
                + department.categories()
                + " categories; the list has "
                + found
                + "; correct one of them");
      }
    }
  }

  private record Fact(SubjectType subject, String field) {}

  /** 一数一源: one authoritative resource per subject type and fact (Decree 809 art. 19). */
  private void factsHaveOneSource() {
    Map<Fact, ResourceId> sources = new HashMap<>();
    for (Resource resource : draft.resources.values().values()) {
      for (Field field : resource.fields()) {
        boolean key = field.name().equals(resource.subject().field());
        if (field.authoritative() && !key) {
          Fact fact = new Fact(resource.subject().type(), field.name());
          Optional.ofNullable(sources.putIfAbsent(fact, resource.id()))
              .ifPresent(other -> twoSources(resource, field, other));
        }
      }
    }
  }

  private void twoSources(Resource resource, Field field, ResourceId other) {
    draft.faults.admission(
        draft
            .fields
            .getOrDefault(resource.id(), Map.of())
            .getOrDefault(field.name(), draft.resources.position(resource.id())),
        "two-authorities",
        "字段 " + field.name() + " 已以 " + other + " 为权威来源；请在其中一处写 authoritative: false",
        "field "
            + field.name()
            + " already has its authoritative source in "
            + other
            + "; write authoritative: false in one of them");
  }

  /** A misspelt name would withhold nothing. */
  private void withheldFieldsExist() {
    draft.withheld.forEach((code, names) ->
        names.forEach((name, at) -> {
          boolean judgeable =
              !draft.resources.incomplete() && !code.value().equals(Patterns.STAND_IN);
          if (judgeable && !carried(code, name)) {
            draft.faults.admission(
                at,
                "unknown-field",
                code + " 不予提供的字段 " + name + " 不在任何资源之内；请改正",
                "no resource has a field "
                    + name
                    + " in "
                    + code
                    + " that could be withheld; correct it");
          }
        }));
  }

  private boolean carried(CategoryCode code, String name) {
    return draft.resources.values().values().stream()
        .flatMap(resource -> resource.fields().stream())
        .anyMatch(field -> field.name().equals(name) && field.categories().contains(code));
  }
}
