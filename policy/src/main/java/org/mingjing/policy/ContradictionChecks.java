package org.mingjing.policy;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells of fields that no call could ever get although no category prohibits them, because what
 * governs them, the subject key's conditions included, cannot hold together.
 */
final class ContradictionChecks {

  private final Draft draft;
  private final PolicyParts parts;

  ContradictionChecks(Draft draft) {
    this.draft = draft;
    this.parts = draft.parts();
  }

  void check() {
    for (Resource resource : parts.resources().values()) {
      if (resource.source().isPresent()) {
        check(resource, ResourceCompiler.plain(resource, parts.categories()));
      }
    }
  }

  private void check(Resource resource, ResourceRules rules) {
    Map<Text, List<Field>> found =
        resource.fields().stream()
            .filter(field -> !rules.field(field.name()).orElseThrow().withheld())
            .filter(field -> rules.field(field.name()).orElseThrow().prohibition().isEmpty())
            .filter(field -> !why(rules, field).isEmpty())
            .collect(
                Collectors.groupingBy(
                    field -> why(rules, field).getFirst(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    found.forEach((why, fields) -> note(resource, why, fields));
  }

  private void note(Resource resource, Text why, List<Field> fields) {
    String listed = fields.stream().map(Field::name).collect(Collectors.joining(", "));
    draft.faults.notice(
        draft
            .fields
            .getOrDefault(resource.id(), Map.of())
            .getOrDefault(fields.getFirst().name(), draft.resources.position(resource.id())),
        "contradiction",
        "资源 " + resource.id() + " 的字段永远无法取得，" + why.zh() + "：" + listed,
        "no call can ever get these fields of "
            + resource.id()
            + ", since "
            + why.en()
            + ": "
            + listed);
  }

  /** At most one reason. */
  private List<Text> why(ResourceRules rules, Field field) {
    Field key = rules.resource().field(rules.keyField()).orElseThrow();
    List<Condition> conditions =
        List.of(field, key).stream()
            .flatMap(one -> one.categories().stream())
            .distinct()
            .flatMap(code -> draft.categories.sound(code).stream())
            .flatMap(category -> category.condition().stream())
            .toList();
    Set<AnswerForm> forms = new HashSet<>(rules.resource().answers());
    Set<PurposeId> purposes = new HashSet<>(parts.purposes().keySet());
    Set<DepartmentId> recipients = new HashSet<>(parts.departments().keySet());
    Set<AuthorisationKind> kinds = new HashSet<>();
    for (Condition condition : conditions) {
      forms.retainAll(condition.answers());
      purposes.retainAll(condition.purposes());
      recipients.removeIf(department -> !condition.recipients().include(department));
      kinds.add(condition.authorisation());
    }
    kinds.remove(AuthorisationKind.STATUTORY_DUTY);
    boolean keyWithheld = rules.field(key.name()).orElseThrow().withheld();
    if (keyWithheld) {
      forms.retainAll(Set.of(AnswerForm.MASKED));
    }
    if (forms.isEmpty()) {
      return List.of(
          new Text("资源与各数据类没有共同的答复方式", "resource and categories have no answer form in common"));
    }
    if (purposes.isEmpty()) {
      return List.of(new Text("各数据类没有共同的用途", "its categories have no purpose in common"));
    }
    if (recipients.isEmpty()) {
      return List.of(new Text("各数据类没有共同的接收部门", "its categories have no recipient in common"));
    }
    return kinds.size() < 2
        ? List.of()
        : List.of(
            new Text(
                "各数据类要求不同的授权，而一次调用只能附一种",
                "its categories ask for different authorisations, and a call brings one"));
  }
}
