package org.mingjing.bench.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mingjing.policy.AnswerForm;
import org.mingjing.policy.Category;
import org.mingjing.policy.Condition;
import org.mingjing.policy.DepartmentId;
import org.mingjing.policy.Grant;
import org.mingjing.policy.PurposeId;
import org.mingjing.policy.Recipients;
import org.mingjing.policy.SystemId;

/** The list and the grants in XACML 3.0. */
final class Xacml {

  /** An attribute of a request; all are texts. */
  record Attribute(String category, String id) {}

  static final Attribute SYSTEM = subject("system");
  static final Attribute DEPARTMENT = subject("department");
  static final Attribute RESOURCE = resource("resource");
  static final Attribute CATEGORY = resource("category");
  static final Attribute OWNER = resource("category-department");
  static final Attribute CONDITIONAL = resource("conditional-field");
  static final Attribute OFFERED = resource("form-offered");
  static final Attribute PURPOSE = action("purpose");
  static final Attribute FORM = action("form");
  static final Attribute BATCH = action("batch");
  static final Attribute AUTHORISATION = action("authorisation");
  static final Attribute DAY =
      new Attribute("urn:oasis:names:tc:xacml:3.0:attribute-category:environment", "day");

  private static final String STRING = "http://www.w3.org/2001/XMLSchema#string";
  private static final String FUNCTION = "urn:oasis:names:tc:xacml:1.0:function:";
  private static final String ALGORITHM =
      "urn:oasis:names:tc:xacml:3.0:policy-combining-algorithm:";
  private static final String RULES = "urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:";
  private static final String DENY = "deny-overrides";
  private static final String PERMIT = "permit-overrides";

  private Xacml() {}

  private static Attribute subject(String id) {
    return new Attribute("urn:oasis:names:tc:xacml:1.0:subject-category:access-subject", id);
  }

  private static Attribute resource(String id) {
    return new Attribute("urn:oasis:names:tc:xacml:3.0:attribute-category:resource", id);
  }

  private static Attribute action(String id) {
    return new Attribute("urn:oasis:names:tc:xacml:3.0:attribute-category:action", id);
  }

  /** Permits where no category denies and a grant, or that all is open, permits. */
  static String root(World world) {
    String access = set("access", PERMIT, target(), open() + grants(world));
    return set("root", DENY, target(), list(world) + access);
  }

  private static String list(World world) {
    Map<String, List<Category>> byOwner =
        world.policy().categories().stream()
            .collect(
                Collectors.groupingBy(
                    category -> category.department().value(), TreeMap::new, Collectors.toList()));
    StringBuilder owners = new StringBuilder();
    byOwner.forEach((owner, categories) ->
        owners.append(
            set(
                "list-" + owner,
                DENY,
                target(match(OWNER, owner)),
                categories.stream().map(Xacml::category).collect(Collectors.joining()))));
    return set("list", DENY, target(), owners.toString());
  }

  private static String category(Category category) {
    String code = category.code().value();
    String unless =
        category
            .condition()
            .map(condition -> "<Condition>" + apply("not", condition(condition)) + "</Condition>")
            .orElse("");
    return policy(
        code,
        target(match(CATEGORY, code)),
        "<Rule RuleId=\"deny\" Effect=\"Deny\">" + unless + "</Rule>");
  }

  private static String condition(Condition condition) {
    Stream.Builder<String> all = Stream.builder();
    if (condition.recipients() instanceof Recipients.Named named) {
      all.add(isIn(DEPARTMENT, named.departments().stream().map(DepartmentId::value)));
    }
    all.add(isIn(PURPOSE, condition.purposes().stream().map(PurposeId::value)));
    all.add(isIn(FORM, condition.answers().stream().map(AnswerForm::wireName)));
    if (!condition.batch()) {
      all.add(apply("string-equal", one(BATCH), value(Facts.NO)));
    }
    Authorisations.needed(condition)
        .ifPresent(kind -> all.add(apply("string-equal", one(AUTHORISATION), value(kind))));
    return apply("and", all.build().toArray(String[]::new));
  }

  private static String open() {
    String none = apply("integer-equal", apply("string-bag-size", bag(CONDITIONAL)), integer(0));
    String offered = apply("string-is-in", one(FORM), bag(OFFERED));
    return policy("open", target(), permit(apply("and", none, offered)));
  }

  private static String grants(World world) {
    Map<DepartmentId, Map<SystemId, List<Grant>>> nested =
        world.grants().stream()
            .collect(
                Collectors.groupingBy(
                    Grant::grantee,
                    TreeMap::new,
                    Collectors.groupingBy(
                        grant -> grant.systems().iterator().next(),
                        TreeMap::new,
                        Collectors.toList())));
    StringBuilder departments = new StringBuilder();
    nested.forEach((department, systems) -> {
      StringBuilder sets = new StringBuilder();
      systems.forEach((system, grants) ->
          sets.append(
              set(
                  "grants-" + system,
                  PERMIT,
                  target(match(SYSTEM, system.value())),
                  grants.stream().map(Xacml::grant).collect(Collectors.joining()))));
      departments.append(
          set(
              "grants-" + department,
              PERMIT,
              target(match(DEPARTMENT, department.value())),
              sets.toString()));
    });
    return set("grants", PERMIT, target(), departments.toString());
  }

  private static String grant(Grant grant) {
    return policy(
        grant.id().value(),
        target(match(RESOURCE, grant.resource().value()), match(PURPOSE, grant.purpose().value())),
        permit(
            apply(
                "and",
                apply("string-subset", bag(CONDITIONAL), bagOf(grant.fields().stream())),
                isIn(FORM, grant.answers().stream().map(AnswerForm::wireName)),
                apply("string-less-than-or-equal", value(grant.from().toString()), one(DAY)),
                apply("string-less-than-or-equal", one(DAY), value(grant.until().toString())))));
  }

  private static String permit(String condition) {
    return "<Rule RuleId=\"permit\" Effect=\"Permit\"><Condition>"
        + condition
        + "</Condition></Rule>";
  }

  private static String set(String id, String algorithm, String target, String content) {
    return "<PolicySet xmlns=\"urn:oasis:names:tc:xacml:3.0:core:schema:wd-17\" PolicySetId=\""
        + id
        + "\" Version=\"1.0\" PolicyCombiningAlgId=\""
        + ALGORITHM
        + algorithm
        + "\">"
        + target
        + content
        + "</PolicySet>";
  }

  private static String policy(String id, String target, String rule) {
    return "<Policy PolicyId=\""
        + id
        + "\" Version=\"1.0\" RuleCombiningAlgId=\""
        + RULES
        + DENY
        + "\">"
        + target
        + rule
        + "</Policy>";
  }

  private static String target(String... matches) {
    return matches.length == 0
        ? "<Target/>"
        : "<Target><AnyOf><AllOf>" + String.join("", matches) + "</AllOf></AnyOf></Target>";
  }

  private static String match(Attribute attribute, String text) {
    return "<Match MatchId=\""
        + FUNCTION
        + "string-equal\">"
        + value(text)
        + bag(attribute)
        + "</Match>";
  }

  private static String isIn(Attribute attribute, Stream<String> texts) {
    return apply("string-is-in", one(attribute), bagOf(texts));
  }

  private static String one(Attribute attribute) {
    return apply("string-one-and-only", bag(attribute));
  }

  private static String bagOf(Stream<String> texts) {
    return apply("string-bag", texts.sorted().map(Xacml::value).toArray(String[]::new));
  }

  private static String bag(Attribute attribute) {
    return "<AttributeDesignator Category=\""
        + attribute.category()
        + "\" AttributeId=\""
        + attribute.id()
        + "\" DataType=\""
        + STRING
        + "\" MustBePresent=\"false\"/>";
  }

  private static String value(String text) {
    return "<AttributeValue DataType=\"" + STRING + "\">" + text + "</AttributeValue>";
  }

  private static String integer(int number) {
    return "<AttributeValue DataType=\"http://www.w3.org/2001/XMLSchema#integer\">"
        + number
        + "</AttributeValue>";
  }

  private static String apply(String function, String... arguments) {
    return "<Apply FunctionId=\""
        + FUNCTION
        + function
        + "\">"
        + Arrays.stream(arguments).collect(Collectors.joining())
        + "</Apply>";
  }
}
