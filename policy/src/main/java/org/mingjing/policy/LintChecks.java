package org.mingjing.policy;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What loads and yet does nothing: whoever wrote it may count on it. */
final class LintChecks {

  private final Draft draft;
  private final LocalDate today;

  LintChecks(Draft draft, LocalDate today) {
    this.draft = draft;
    this.today = today;
  }

  void check() {
    unusedPurposes();
    draft.grants.values().values().forEach(grant -> dead(grant).ifPresent(why -> note(grant, why)));
  }

  private void unusedPurposes() {
    Set<PurposeId> used = new HashSet<>();
    draft.categories.values().values().stream()
        .flatMap(category -> category.condition().stream())
        .forEach(condition -> used.addAll(condition.purposes()));
    draft.grants.values().values().forEach(grant -> used.add(grant.purpose()));
    for (PurposeId purpose : draft.purposes.values().keySet()) {
      if (!used.contains(purpose)) {
        draft.faults.notice(
            draft.purposes.position(purpose),
            "unused-purpose",
            "没有数据类或授权使用用途 " + purpose + "；它只能用于无条件共享的字段",
            "no category and no grant uses purpose " + purpose + "; it serves open fields only");
      }
    }
  }

  private void note(Grant grant, Text why) {
    draft.faults.notice(
        draft.grants.position(grant.id()),
        "dead-grant",
        "授权 " + grant.id() + " 不起作用：" + why.zh(),
        "grant " + grant.id() + " permits nothing: " + why.en());
  }

  /** Why no call could rely on the grant; empty if one could. */
  private Optional<Text> dead(Grant grant) {
    if (grant.state() == GrantState.REVOKED) {
      return Optional.of(new Text("已撤销", "it is revoked"));
    }
    if (grant.until().isBefore(today)) {
      return Optional.of(new Text("已于 " + grant.until() + " 到期", "it ended on " + grant.until()));
    }
    Resource resource = draft.resources.sound(grant.resource()).orElseThrow();
    Field key = resource.field(resource.subject().field()).orElseThrow();
    if (!key.open() && !grant.fields().contains(key.name())) {
      return Optional.of(
          new Text("不含查询键 " + key.name(), "it does not cover the subject key " + key.name()));
    }
    boolean useful =
        grant.fields().stream()
            .flatMap(name -> resource.field(name).stream())
            .anyMatch(field -> reaches(grant, List.of(key, field)));
    return useful
        ? Optional.empty()
        : Optional.of(
            new Text(
                "数据类的接收部门、用途或答复方式都不允许它",
                "no category of its fields allows its grantee, purpose and answer forms"));
  }

  private boolean reaches(Grant grant, List<Field> fields) {
    return grant.answers().stream()
        .anyMatch(form ->
            fields.stream()
                .flatMap(this::conditions)
                .allMatch(condition ->
                    condition.answers().contains(form)
                        && condition.purposes().contains(grant.purpose())
                        && condition.recipients().include(grant.grantee())));
  }

  /** A prohibited field in a grant is a fault already. */
  private Stream<Condition> conditions(Field field) {
    return field.categories().stream()
        .flatMap(code -> draft.categories.sound(code).stream())
        .flatMap(category -> category.condition().stream());
  }
}
