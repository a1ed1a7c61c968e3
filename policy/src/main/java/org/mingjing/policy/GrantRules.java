package org.mingjing.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a grant has to be under a policy: asked when it is loaded and when it is given. */
public final class GrantRules {

  private static final int MAX_YEARS = 2;
  private static final String SYSTEMS = "grantee.systems";

  /** What deciding looks up; without it nobody can rely on the grant. */
  private static final Set<String> REFERENCES =
      Set.of(
          "unknown-department",
          "unknown-system",
          "foreign-system",
          "unknown-resource",
          "unknown-field",
          "unknown-purpose");

  private GrantRules() {}

  /**
   * One rule broken.
   *
   * @param key the member of the grant that breaks it, as documents spell it; {@code
   *     grantee.systems} is the member {@code systems} of {@code grantee}
   * @param item which of the member's values breaks it, if it is a list and not empty
   */
  public record Breach(String code, String key, Optional<String> item, Text message) {}

  /** Every rule that the grant breaks; none: it may be given. */
  public static List<Breach> check(Policy policy, Grant grant) {
    return check(grant, policy.parts());
  }

  /**
   * What a grant given under an earlier policy names and this one no longer has. A policy that has
   * only become stricter takes nothing away here: calls are refused by its conditions.
   */
  public static List<Breach> lost(Policy policy, Grant grant) {
    return check(policy, grant).stream()
        .filter(breach -> REFERENCES.contains(breach.code()))
        .toList();
  }

  static List<Breach> check(Grant grant, PolicyParts parts) {
    List<Breach> breaches = new ArrayList<>();
    grantee(grant, parts, breaches);
    reach(grant, parts, breaches);
    answers(grant, parts, breaches);
    if (!parts.purposes().containsKey(grant.purpose())) {
      breaches.add(unknown("unknown-purpose", "purpose", grant.purpose().value()));
    }
    tooLong(grant).ifPresent(breaches::add);
    return List.copyOf(breaches);
  }

  /** The one rule that needs no policy. */
  static Optional<Breach> tooLong(Grant grant) {
    return grant.until().isAfter(grant.from().plusYears(MAX_YEARS).minusDays(1))
        ? Optional.of(
            new Breach(
                "grant-too-long",
                "until",
                Optional.empty(),
                new Text(
                    "授权最长 " + MAX_YEARS + " 年；请缩短",
                    "a grant lasts at most " + MAX_YEARS + " years; shorten it")))
        : Optional.empty();
  }

  private static void grantee(Grant grant, PolicyParts parts, List<Breach> breaches) {
    if (!parts.departments().containsKey(grant.grantee())) {
      breaches.add(unknown("unknown-department", "grantee.department", grant.grantee().value()));
    }
    if (grant.systems().isEmpty()) {
      breaches.add(empty(SYSTEMS, "系统", "system"));
    }
    for (SystemId id : grant.systems()) {
      Optional<SystemClient> system = Optional.ofNullable(parts.systems().get(id));
      if (system.isEmpty()) {
        breaches.add(unknownItem("unknown-system", SYSTEMS, id.value()));
      } else if (!system.get().department().equals(grant.grantee())) {
        breaches.add(
            new Breach(
                "foreign-system",
                SYSTEMS,
                Optional.of(id.value()),
                new Text(
                    "系统 " + id + " 不属于 " + grant.grantee() + "；请改正 systems 或 department",
                    "system "
                        + id
                        + " does not belong to "
                        + grant.grantee()
                        + "; correct systems or department")));
      }
    }
  }

  private static void reach(Grant grant, PolicyParts parts, List<Breach> breaches) {
    Optional<Resource> resource = Optional.ofNullable(parts.resources().get(grant.resource()));
    if (resource.isEmpty()) {
      breaches.add(unknown("unknown-resource", "resource", grant.resource().value()));
      return;
    }
    if (grant.fields().isEmpty()) {
      breaches.add(empty("fields", "字段", "field"));
    }
    for (String name : grant.fields()) {
      Optional<Field> field = resource.get().field(name);
      if (field.isEmpty()) {
        breaches.add(unknownItem("unknown-field", "fields", name));
      } else {
        prohibition(field.get(), parts.categories()).ifPresent(breaches::add);
      }
    }
  }

  private static Optional<Breach> prohibition(Field field, Map<CategoryCode, Category> categories) {
    return field.categories().stream()
        .filter(code ->
            Optional.ofNullable(categories.get(code)).filter(Category::prohibited).isPresent())
        .findFirst()
        .map(code ->
            new Breach(
                "grant-prohibited",
                "fields",
                Optional.of(field.name()),
                new Text(
                    "字段 " + field.name() + " 属于不予共享的 " + code + "，不能授权；请去掉",
                    "field "
                        + field.name()
                        + " is in prohibited category "
                        + code
                        + " and cannot be granted; remove it")));
  }

  private static void answers(Grant grant, PolicyParts parts, List<Breach> breaches) {
    if (grant.answers().isEmpty()) {
      breaches.add(empty("answers", "答复方式", "answer form"));
    }
    Set<AnswerForm> served =
        Optional.ofNullable(parts.resources().get(grant.resource()))
            .map(Resource::answers)
            .orElse(grant.answers());
    for (AnswerForm form : grant.answers()) {
      if (!served.contains(form)) {
        breaches.add(
            new Breach(
                "answer-not-served",
                "answers",
                Optional.of(form.wireName()),
                new Text(
                    "资源不提供 " + form.wireName() + "；请去掉，资源提供的是：" + listed(served),
                    "the resource does not answer in the form "
                        + form.wireName()
                        + "; keep to its own: "
                        + listed(served))));
      }
    }
  }

  private static String listed(Set<AnswerForm> forms) {
    return forms.stream().sorted().map(AnswerForm::wireName).collect(Collectors.joining(", "));
  }

  private static Breach unknown(String code, String key, String value) {
    return new Breach(code, key, Optional.empty(), unlisted(value));
  }

  private static Breach unknownItem(String code, String key, String item) {
    return new Breach(code, key, Optional.of(item), unlisted(item));
  }

  private static Text unlisted(String value) {
    return new Text(value + " 没有登记；请改正", value + " is not listed; correct it");
  }

  private static Breach empty(String key, String zh, String en) {
    return new Breach(
        "empty-list", key, Optional.empty(), new Text("至少列出一个" + zh, "list at least one " + en));
  }
}
