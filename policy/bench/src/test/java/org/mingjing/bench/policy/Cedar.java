package org.mingjing.bench.policy;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.AuthorizationResponse;
import com.cedarpolicy.model.Context;
import com.cedarpolicy.model.entity.Entities;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.exception.CacheException;
import com.cedarpolicy.model.policy.Policy;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.value.CedarList;
import com.cedarpolicy.value.CedarMap;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.PrimBool;
import com.cedarpolicy.value.PrimLong;
import com.cedarpolicy.value.PrimString;
import com.cedarpolicy.value.Value;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mingjing.policy.AnswerForm;
import org.mingjing.policy.Category;
import org.mingjing.policy.Condition;
import org.mingjing.policy.DepartmentId;
import org.mingjing.policy.Grant;
import org.mingjing.policy.PurposeId;
import org.mingjing.policy.Recipients;

/**
 * cedar-java: one {@code forbid} for each category and two {@code permit}s, parsed once and kept in
 * its policy cache. As Cedar advises, entities and grants are sliced by the application: a request
 * brings only its system, its resource and the one grant that could permit it, so that Cedar need
 * not look among ten thousand.
 */
final class Cedar implements Engine {

  /** A request with the entities that it needs. */
  private record Prepared(AuthorizationRequest request, Entities entities) {}

  private static final EntityUID CALL = type("Action").of("call");
  private static final EntityTypeName SYSTEM = type("System");
  private static final EntityTypeName DEPARTMENT = type("Department");
  private static final EntityTypeName RESOURCE = type("Resource");

  private static final String OPEN =
      """
      permit (principal, action == Action::"call", resource)
      when { context.conditional.isEmpty() && resource.offered.contains(context.form) };
      """;

  private static final String GRANTED =
      """
      permit (principal, action == Action::"call", resource)
      when {
        context has grant && context.grant.forms.contains(context.form) &&
        context.grant.fields.containsAll(context.conditional) &&
        context.grant.from <= context.day && context.day <= context.grant.until
      };
      """;

  private final BasicAuthorizationEngine engine = new BasicAuthorizationEngine();
  private final PolicySet policies;
  private final Prepared[] prepared;

  Cedar(Contest contest) {
    Set<Policy> all =
        contest.world().policy().categories().stream()
            .map(category -> new Policy(forbid(category), category.code().value()))
            .collect(Collectors.toCollection(HashSet::new));
    all.add(new Policy(OPEN, "open"));
    all.add(new Policy(GRANTED, "granted"));
    this.policies = new PolicySet(all);
    try {
      policies.cache();
    } catch (CacheException e) {
      throw new IllegalStateException(e);
    }
    Map<String, Value> grants = grants(contest.world().grants());
    this.prepared =
        contest.questions().stream()
            .map(question -> Facts.of(question, contest.world().policy()))
            .map(facts -> prepared(facts, Optional.ofNullable(grants.get(key(facts)))))
            .toArray(Prepared[]::new);
  }

  @Override
  public Object decide(int question) {
    Prepared one = prepared[question];
    try {
      return engine.isAuthorized(one.request(), policies, one.entities());
    } catch (AuthException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean permits(Object answer) {
    return ((AuthorizationResponse) answer).success.orElseThrow().isAllowed();
  }

  private static String forbid(Category category) {
    return """
    forbid (principal, action == Action::"call", resource)
    when { context.categories.contains("%s") }%s;
    """
        .formatted(
            category.code(),
            category
                .condition()
                .map(condition -> " unless { " + condition(condition) + " }")
                .orElse(""));
  }

  private static String condition(Condition condition) {
    String recipients =
        condition.recipients() instanceof Recipients.Named named
            ? "principal in ["
                + named.departments().stream()
                    .map(DepartmentId::value)
                    .sorted()
                    .map(id -> "Department::\"" + id + "\"")
                    .collect(Collectors.joining(", "))
                + "] && "
            : "";
    return recipients
        + list(condition.purposes().stream().map(PurposeId::value))
        + ".contains(context.purpose) && "
        + list(condition.answers().stream().map(AnswerForm::wireName))
        + ".contains(context.form)"
        + (condition.batch() ? "" : " && !context.batch")
        + Authorisations.needed(condition)
            .map(kind -> " && context.authorisation == \"" + kind + "\"")
            .orElse("");
  }

  private static String list(Stream<String> texts) {
    return texts
        .sorted()
        .map(text -> "\"" + text + "\"")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static Map<String, Value> grants(List<Grant> grants) {
    Map<String, Value> byKey = new HashMap<>();
    for (Grant grant : grants) {
      Map<String, Value> members = new HashMap<>();
      members.put("fields", texts(grant.fields()));
      members.put("forms", texts(grant.answers().stream().map(AnswerForm::wireName).toList()));
      members.put("from", new PrimLong(grant.from().toEpochDay()));
      members.put("until", new PrimLong(grant.until().toEpochDay()));
      String system = grant.systems().iterator().next().value();
      byKey.put(system + " " + grant.resource() + " " + grant.purpose(), new CedarMap(members));
    }
    return byKey;
  }

  private static String key(Facts facts) {
    return facts.system() + " " + facts.resource() + " " + facts.purpose();
  }

  private static Prepared prepared(Facts facts, Optional<Value> grant) {
    EntityUID system = SYSTEM.of(facts.system());
    EntityUID department = DEPARTMENT.of(facts.department());
    EntityUID resource = RESOURCE.of(facts.resource());
    Map<String, Value> context = new HashMap<>();
    context.put("purpose", new PrimString(facts.purpose()));
    context.put("form", new PrimString(facts.form()));
    context.put("batch", new PrimBool(facts.batch()));
    context.put("authorisation", new PrimString(facts.authorisation()));
    context.put("categories", texts(facts.categories()));
    context.put("conditional", texts(facts.conditional()));
    context.put("day", new PrimLong(LocalDate.parse(facts.day()).toEpochDay()));
    grant.ifPresent(one -> context.put("grant", one));
    Entities entities =
        new Entities(
            Set.of(
                new Entity(system, Set.of(department)),
                new Entity(resource, Map.of("offered", texts(facts.offered())), Set.of())));
    return new Prepared(
        new AuthorizationRequest(system, CALL, resource, new Context(context)), entities);
  }

  private static Value texts(Collection<String> texts) {
    return new CedarList(texts.stream().map(text -> (Value) new PrimString(text)).toList());
  }

  private static EntityTypeName type(String name) {
    return EntityTypeName.parse(name).orElseThrow();
  }
}
