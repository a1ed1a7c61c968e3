package org.mingjing.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What loads and yet does nothing: whoever wrote it may count on it. */
final class LintChecks {

  private final Draft draft;
  private final LocalDate today;
  private final PolicyParts parts;

  LintChecks(Draft draft, LocalDate today) {
    this.draft = draft;
    this.today = today;
    this.parts = draft.parts();
  }

  void check() {
    unusedPurposes();
    draft.grants.values().values().forEach(grant -> dead(grant).ifPresent(why -> note(grant, why)));
    new ContradictionChecks(draft).check();
    new ReachChecks(draft, today).check();
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
    if (callers(grant).isEmpty()) {
      return Optional.of(new Text("它的系统都没有 call 权限", "none of its systems has scope call"));
    }
    List<Reached.Way> ways = ways(grant, resource);
    if (ways.isEmpty()) {
      return Optional.of(
          new Text(
              "数据类的接收部门、用途或答复方式都不允许它，或所要求的授权相互排斥",
              "no category of its fields allows its grantee, purpose and answer forms, or they ask"
                  + " for different authorisations"));
    }
    boolean usable =
        ways.stream()
            .anyMatch(way ->
                callers(grant).stream()
                    .anyMatch(system -> Satisfying.some(way, system, grant.purpose(), parts)));
    return usable
        ? Optional.empty()
        : Optional.of(
            new Text(
                "它的系统为此用途的调用都不能使条件表达式成立",
                "no call of its systems for its purpose can meet the expressions"));
  }

  private List<SystemClient> callers(Grant grant) {
    return grant.systems().stream()
        .flatMap(id -> draft.systems.sound(id).stream())
        .filter(system -> system.scopes().contains(Reached.CALL))
        .toList();
  }

  /** What calls could rely on it for, as far as conditions go that need no call to judge. */
  private List<Reached.Way> ways(Grant grant, Resource resource) {
    ResourceRules rules = ResourceCompiler.plain(resource, parts.categories());
    List<Reached.Way> ways = new ArrayList<>();
    for (String field : grant.fields()) {
      for (AnswerForm form : grant.answers()) {
        FieldTerms terms = FieldTerms.of(rules, field, form);
        if (!terms.withheld()
            && grant.fields().containsAll(terms.granted())
            && terms.allow(grant.grantee(), grant.purpose())) {
          ways.add(new Reached.Way(resource.id(), new Outcomes.Cell(field, form), terms));
        }
      }
    }
    return ways;
  }
}
