package org.mingjing.bench.policy;

import com.googlecode.aviator.runtime.function.FunctionUtils;
import com.googlecode.aviator.runtime.type.AviatorBoolean;
import com.googlecode.aviator.runtime.type.AviatorObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;
import org.casbin.jcasbin.util.function.CustomFunction;
import org.mingjing.policy.AnswerForm;
import org.mingjing.policy.Category;
import org.mingjing.policy.Condition;
import org.mingjing.policy.Department;
import org.mingjing.policy.Grant;
import org.mingjing.policy.Policy;

/**
 * jCasbin: an enforcer for the list, one rule a category with its recipients, purposes and forms as
 * roles, asked once for each category of a call; and, as its authors advise for many rules, the
 * grants in shards, one enforcer a department. Its cached enforcer is not used: it repeats answers
 * given before, and would not notice when a grant ends.
 */
final class Casbin implements Engine {

  private static final String EFFECT =
      """
      [policy_effect]
      e = some(where (p.eft == allow))
      """;
  private static final String LIST =
      """
      [request_definition]
      r = category, department, purpose, form, batch, authorisation
      [policy_definition]
      p = category, batch, authorisation
      [role_definition]
      g = _, _
      g2 = _, _
      g3 = _, _
      """
          + EFFECT
          + """
          [matchers]
          m = r.category == p.category && g(r.department, p.category) && g2(r.purpose, p.category) && \
          g3(r.form, p.category) && (r.batch == "no" || p.batch == "yes") && \
          (p.authorisation == "none" || r.authorisation == p.authorisation)
          """;
  private static final String GRANTS =
      """
      [request_definition]
      r = system, resource, purpose, form, fields, day
      [policy_definition]
      p = system, resource, purpose, forms, fields, from, until
      """
          + EFFECT
          + """
          [matchers]
          m = r.system == p.system && r.resource == p.resource && r.purpose == p.purpose && \
          covers(p.forms, r.form) && covers(p.fields, r.fields) && p.from <= r.day && r.day <= p.until
          """;
  private static final String OPEN =
      """
      [request_definition]
      r = resource, form
      [policy_definition]
      p = resource, form
      """
          + EFFECT
          + """
          [matchers]
          m = r.resource == p.resource && r.form == p.form
          """;

  /** What is asked of which enforcer, all of which have to allow it. */
  private record Prepared(List<Object[]> categories, Enforcer access, Object[] asked) {}

  private final Enforcer list;
  private final Prepared[] prepared;

  Casbin(Contest contest) {
    Policy policy = contest.world().policy();
    this.list = list(policy);
    Enforcer open = open(policy);
    Map<String, Enforcer> grants = grants(contest.world());
    this.prepared =
        contest.questions().stream()
            .map(question -> Facts.of(question, policy))
            .map(facts -> prepared(facts, open, grants))
            .toArray(Prepared[]::new);
  }

  @Override
  public Object decide(int question) {
    Prepared one = prepared[question];
    for (Object[] category : one.categories()) {
      if (!list.enforce(category)) {
        return false;
      }
    }
    return one.access().enforce(one.asked());
  }

  @Override
  public boolean permits(Object answer) {
    return (Boolean) answer;
  }

  private static Enforcer enforcer(String model) {
    Model parsed = new Model();
    parsed.loadModelFromText(model);
    Enforcer enforcer = new Enforcer(parsed);
    enforcer.enableLog(false);
    return enforcer;
  }

  private static Enforcer list(Policy policy) {
    Enforcer list = enforcer(LIST);
    for (Category category : policy.categories()) {
      String code = category.code().value();
      category
          .condition()
          .ifPresent(condition -> {
            list.addPolicy(
                code,
                condition.batch() ? Facts.YES : Facts.NO,
                Authorisations.needed(condition).orElse("none"));
            roles(list, code, policy, condition);
          });
    }
    return list;
  }

  private static void roles(Enforcer list, String code, Policy policy, Condition condition) {
    for (Department department : policy.departments()) {
      if (condition.recipients().include(department.id())) {
        list.addNamedGroupingPolicy("g", department.id().value(), code);
      }
    }
    condition
        .purposes()
        .forEach(purpose -> list.addNamedGroupingPolicy("g2", purpose.value(), code));
    condition.answers().forEach(form -> list.addNamedGroupingPolicy("g3", form.wireName(), code));
  }

  private static Enforcer open(Policy policy) {
    Enforcer open = enforcer(OPEN);
    policy
        .resources()
        .forEach(resource ->
            resource
                .answers()
                .forEach(form -> open.addPolicy(resource.id().value(), form.wireName())));
    return open;
  }

  private static Map<String, Enforcer> grants(World world) {
    Map<String, List<List<String>>> rules = new HashMap<>();
    for (Department department : world.policy().departments()) {
      rules.put(department.id().value(), new ArrayList<>());
    }
    for (Grant grant : world.grants()) {
      rules.getOrDefault(grant.grantee().value(), new ArrayList<>()).add(rule(grant));
    }
    Map<String, Enforcer> shards = new HashMap<>();
    rules.forEach((department, its) -> {
      Enforcer shard = enforcer(GRANTS);
      shard.addFunction("covers", new Covers());
      shard.addPolicies(its);
      shards.put(department, shard);
    });
    return shards;
  }

  private static List<String> rule(Grant grant) {
    return List.of(
        grant.systems().iterator().next().value(),
        grant.resource().value(),
        grant.purpose().value(),
        joined(grant.answers().stream().map(AnswerForm::wireName).toList()),
        joined(grant.fields()),
        grant.from().toString(),
        grant.until().toString());
  }

  private static Prepared prepared(Facts facts, Enforcer open, Map<String, Enforcer> grants) {
    List<Object[]> categories =
        facts.categories().stream()
            .map(category ->
                new Object[] {
                  category,
                  facts.department(),
                  facts.purpose(),
                  facts.form(),
                  facts.batchText(),
                  facts.authorisation()
                })
            .toList();
    if (facts.conditional().isEmpty()) {
      return new Prepared(categories, open, new Object[] {facts.resource(), facts.form()});
    }
    return new Prepared(
        categories,
        grants.getOrDefault(facts.department(), open),
        new Object[] {
          facts.system(),
          facts.resource(),
          facts.purpose(),
          facts.form(),
          joined(facts.conditional()),
          facts.day()
        });
  }

  private static String joined(Collection<String> texts) {
    return texts.stream().sorted().collect(Collectors.joining(";"));
  }

  /** Whether the first list of words, joined by semicolons, has all of the second. */
  private static final class Covers extends CustomFunction {
    private static final long serialVersionUID = 1L;

    @Override
    public AviatorObject call(Map<String, Object> values, AviatorObject all, AviatorObject some) {
      List<String> words = words(values, all);
      return AviatorBoolean.valueOf(words.containsAll(words(values, some)));
    }

    private static List<String> words(Map<String, Object> values, AviatorObject list) {
      return Arrays.asList(FunctionUtils.getStringValue(list, values).split(";", -1));
    }

    @Override
    public String getName() {
      return "covers";
    }
  }
}
