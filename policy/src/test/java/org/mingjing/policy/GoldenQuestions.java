package org.mingjing.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is asked of a policy when its golden decisions are made: its own cases; for each category
 * and each grant a call that would do, and that call with one thing otherwise.
 */
final class GoldenQuestions {

  private static final LocalDate DAY = LocalDate.parse("2026-06-01");
  private static final int SOME = 2;

  /** The end of a day, a Saturday that is worked, a holiday, a year without a calendar. */
  private static final List<String> INSTANTS =
      List.of(
          "2026-06-01T15:59:59.999Z",
          "2026-10-10T04:00:00Z",
          "2026-10-05T04:00:00Z",
          "2027-06-01T04:00:00Z");

  private final Policy policy;
  private final List<Grant> grants;
  private final Set<String> made = new LinkedHashSet<>();

  private GoldenQuestions(Policy policy, List<Grant> grants) {
    this.policy = policy;
    this.grants = grants;
  }

  /** The questions, each once, the same whenever they are asked for. */
  static List<GoldenInput> of(Policy policy, List<Grant> grants) {
    GoldenQuestions questions = new GoldenQuestions(policy, grants);
    policy.cases().forEach(one -> questions.add(questions.input(one).json()));
    policy.categories().forEach(questions::category);
    grants.forEach(questions::grant);
    policy.resources().forEach(questions::resource);
    return questions.made.stream().map(GoldenInput::parse).toList();
  }

  private void add(String json) {
    made.add(CanonicalJson.text(CanonicalJson.canonical(json)));
  }

  private GoldenInput input(PolicyCase one) {
    CaseRequest request = one.request();
    Optional<List<Grant>> own =
        one.grants().seeded()
            ? Optional.empty()
            : Optional.of(
                Stream.concat(
                        grants.stream().filter(grant -> one.grants().named().contains(grant.id())),
                        one.grants().own().stream())
                    .toList());
    return new GoldenInput(
        request.question(), request.at(), request.imagined(), own, Optional.empty());
  }

  /** Around the case that is permitted, or else the first there is. */
  private void category(Category category) {
    List<PolicyCase> cases =
        policy.cases().stream()
            .filter(one ->
                one.request()
                    .imagined()
                    .filter(imagined -> imagined.category().equals(category.code()))
                    .isPresent())
            .toList();
    cases.stream()
        .filter(one -> one.expect().permit())
        .findFirst()
        .or(() -> cases.stream().findFirst())
        .map(this::input)
        .ifPresent(base -> {
          GoldenMembers members = new GoldenMembers(base);
          vary(members);
          String withheld =
              category.condition().map(Condition::withhold).orElse(Set.of()).stream()
                  .sorted()
                  .map(CanonicalJson::quoted)
                  .collect(Collectors.joining(","));
          if (!withheld.isEmpty()) {
            change(members, "fields", "[\"value\"," + withheld + "]");
            change(members, "fields", "[" + withheld + "]");
          }
        });
  }

  /** Around a call that the grant covers. */
  private void grant(Grant grant) {
    Resource resource = policy.resource(grant.resource()).orElseThrow();
    SystemId system = grant.systems().stream().sorted().findFirst().orElseThrow();
    List<String> fields =
        grant.fields().stream()
            .filter(name -> !name.equals(resource.subject().field()))
            .sorted()
            .toList();
    Question question =
        question(
            system,
            resource.id(),
            fields.isEmpty() ? List.of(resource.subject().field()) : fields,
            grant.purpose(),
            grant.answers().stream().sorted().findFirst().orElseThrow());
    GoldenMembers base =
        new GoldenMembers(GoldenInput.of(question, noon(grant.from().plusDays(40))));
    vary(base);
    days(base, grant);
    states(base, grant);
    fields(base, resource);
    systems(base);
    for (int limit = 0; limit < limits(base); limit++) {
      change(base, "exceeded", Integer.toString(limit));
    }
  }

  private int limits(GoldenMembers base) {
    return GoldenInput.parse(base.json()).decide(policy, grants) instanceof Permit permit
        ? permit.limits(GoldenInput.OPEN).size()
        : 0;
  }

  private void days(GoldenMembers base, Grant grant) {
    for (LocalDate day :
        List.of(
            grant.from().minusDays(1), grant.from(), grant.until(), grant.until().plusDays(1))) {
      change(base, "at", quoted(noon(day).toString()));
    }
    change(base, "grant", quoted(grant.id().value()));
  }

  private void states(GoldenMembers base, Grant grant) {
    for (GrantState state : GrantState.values()) {
      Grant other =
          new Grant(
              grant.id(),
              grant.grantee(),
              grant.systems(),
              grant.resource(),
              grant.fields(),
              grant.purpose(),
              grant.answers(),
              grant.from(),
              grant.until(),
              grant.quota(),
              state);
      change(base, "grants", "[" + CanonicalJson.text(KeptGrants.canonical(other)) + "]");
    }
  }

  private void fields(GoldenMembers base, Resource resource) {
    List<String> names = resource.fields().stream().map(Field::name).toList();
    names.forEach(name -> change(base, "fields", "[" + quoted(name) + "]"));
    String all = names.stream().map(GoldenQuestions::quoted).collect(Collectors.joining(","));
    change(base, "fields", "[" + all + "]");
    change(base.with("partial", "true"), "fields", "[" + all + "]");
    change(base, "fields", "[\"no_such_field\"]");
  }

  private void systems(GoldenMembers base) {
    policy.systems().stream()
        .filter(system -> !base.get("system").equals(quoted(system.id().value())))
        .limit(SOME)
        .forEach(system ->
            change(
                base.with("system", quoted(system.id().value())),
                "requester",
                quoted(system.department().value())));
    change(base, "system", quoted("no-such-system"));
  }

  /** Without a grant, and around what nobody has. */
  private void resource(Resource resource) {
    SystemId system = policy.systems().stream().map(SystemClient::id).findFirst().orElseThrow();
    PurposeId purpose = policy.purposes().stream().map(Purpose::id).findFirst().orElseThrow();
    List<String> names = resource.fields().stream().map(Field::name).toList();
    for (AnswerForm form : AnswerForm.values()) {
      GoldenMembers base =
          new GoldenMembers(
              GoldenInput.of(question(system, resource.id(), names, purpose, form), noon(DAY)));
      add(base.json());
      change(base, "partial", "true");
    }
    GoldenMembers base =
        new GoldenMembers(
            GoldenInput.of(
                question(system, resource.id(), names, purpose, AnswerForm.VERIFY), noon(DAY)));
    change(base, "resource", quoted("no.such"));
  }

  private Question question(
      SystemId id, ResourceId resource, List<String> fields, PurposeId purpose, AnswerForm answer) {
    SystemClient system = policy.system(id).orElseThrow();
    return new Question(
        id,
        system.department(),
        system.assurance(),
        system.zone(),
        resource,
        fields,
        purpose,
        answer,
        false,
        Optional.empty(),
        Optional.empty(),
        true,
        true,
        1,
        false,
        Asserted.NOTHING);
  }

  private void vary(GoldenMembers base) {
    add(base.json());
    for (AnswerForm form : AnswerForm.values()) {
      change(base, "answer", quoted(form.wireName()));
    }
    Stream.concat(
            policy.purposes().stream().map(purpose -> purpose.id().value()).limit(SOME),
            Stream.of("no-such-purpose"))
        .forEach(purpose -> change(base, "purpose", quoted(purpose)));
    policy.departments().stream()
        .limit(SOME)
        .forEach(department -> change(base, "requester", quoted(department.id().value())));
    policy.systems().stream()
        .map(SystemClient::zone)
        .distinct()
        .forEach(zone -> change(base, "zone", quoted(zone)));
    for (String name : List.of("officerStated", "caseStated", "job", "partial")) {
      change(base, name, base.get(name).equals("true") ? "false" : "true");
    }
    List.of("1", "3").forEach(assurance -> change(base, "assurance", assurance));
    List.of("0", "2").forEach(subjects -> change(base, "subjects", subjects));
    INSTANTS.forEach(at -> change(base, "at", quoted(at)));
    change(base, "grant", quoted("G-1999-0001"));
    change(base, "grants", "[]");
    brought(base);
  }

  private void brought(GoldenMembers base) {
    add(base.without("authorisation").json());
    for (AuthorisationKind kind : AuthorisationKind.values()) {
      bring(base, kind, "2030-12-31");
    }
    bring(base, AuthorisationKind.WRITTEN, "2026-05-31");
    add(base.without("response").without("incident").json());
    change(base, "response", quoted("none"));
    change(base, "response", quoted("E-1"));
    change(base, "incident", quoted("I-1"));
  }

  private void bring(GoldenMembers base, AuthorisationKind kind, String until) {
    change(
        base,
        "authorisation",
        "{\"digest\":\"sha256:00\",\"kind\":"
            + quoted(kind.wireName())
            + ",\"reference\":\"R-1\",\"until\":"
            + quoted(until)
            + "}");
  }

  private void change(GoldenMembers base, String name, String raw) {
    add(base.with(name, raw).json());
  }

  private static String quoted(String text) {
    return CanonicalJson.quoted(text);
  }

  private static Instant noon(LocalDate day) {
    return day.atTime(12, 0).atZone(Grant.ZONE).toInstant();
  }
}
