package org.mingjing.policy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one golden decision was decided on, besides its policy. Its JSON is kept for ever: it may be
 * added to, never changed.
 *
 * @param imagined the resource asked for, where it is none of the catalogue
 * @param grants those in force, where they are not the set's own
 * @param exceeded which of the permit's limits was used up, where one was
 */
record GoldenInput(
    Question question,
    Instant at,
    Optional<CaseRequest.Imagined> imagined,
    Optional<List<Grant>> grants,
    Optional<Integer> exceeded) {

  static final OpenLimits OPEN = new OpenLimits(1000, 10);

  static GoldenInput of(Question question, Instant at) {
    return new GoldenInput(question, at, Optional.empty(), Optional.empty(), Optional.empty());
  }

  GoldenInput asking(Question other) {
    return new GoldenInput(other, at, imagined, grants, exceeded);
  }

  GoldenInput at(Instant other) {
    return new GoldenInput(question, other, imagined, grants, exceeded);
  }

  GoldenInput granted(List<Grant> other) {
    return new GoldenInput(question, at, imagined, Optional.of(other), exceeded);
  }

  GoldenInput exceeding(int limit) {
    return new GoldenInput(question, at, imagined, grants, Optional.of(limit));
  }

  /** The decision on it. */
  Decision decide(Policy policy, List<Grant> kept) {
    Decision decision =
        imagined.isPresent()
            ? new CaseWorld(policy, kept).decide(asCase())
            : new Decider(policy, GrantSet.of(policy, grants.orElse(kept))).decide(question, at);
    if (exceeded.isPresent() && decision instanceof Permit permit) {
      LocalDate day = LocalDate.ofInstant(at, Grant.ZONE);
      return permit.exceeding(permit.limits(OPEN).get(exceeded.get()), day);
    }
    return decision;
  }

  private PolicyCase asCase() {
    return new PolicyCase(
        "golden",
        new Text("", ""),
        new CaseRequest(question, at, imagined),
        grants
            .map(own -> new PolicyCase.Grants(false, List.of(), own))
            .orElse(PolicyCase.Grants.SEEDED),
        new Expectation(
            true, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
        "golden",
        1);
  }

  String json() {
    StringBuilder json = new StringBuilder("{");
    text(json, "answer", question.answer().wireName());
    question.asserted().response().ifPresent(number -> text(json, "response", number));
    question.asserted().incident().ifPresent(number -> text(json, "incident", number));
    raw(json, "assurance", question.assurance());
    text(json, "at", at.toString());
    question.authorisation().ifPresent(given -> raw(json, "authorisation", json(given)));
    raw(json, "caseStated", question.caseStated());
    exceeded.ifPresent(limit -> raw(json, "exceeded", limit));
    raw(json, "fields", list(question.fields().stream().map(CanonicalJson::quoted)));
    question.grant().ifPresent(grant -> text(json, "grant", grant.value()));
    grants.ifPresent(some ->
        raw(
            json,
            "grants",
            list(some.stream().map(one -> CanonicalJson.text(KeptGrants.canonical(one))))));
    imagined.ifPresent(one -> {
      text(json, "category", one.category().value());
      text(json, "subject", one.subject().wireName());
    });
    raw(json, "job", question.job());
    raw(json, "officerStated", question.officerStated());
    raw(json, "partial", question.partial());
    text(json, "purpose", question.purpose().value());
    text(json, "requester", question.requester().value());
    text(json, "resource", question.resource().value());
    raw(json, "subjects", question.subjects());
    text(json, "system", question.system().value());
    text(json, "zone", question.zone());
    return json.append('}').toString();
  }

  private static String json(Authorisation given) {
    StringBuilder json = new StringBuilder("{");
    text(json, "digest", given.digest());
    text(json, "kind", given.kind().wireName());
    text(json, "reference", given.reference());
    text(json, "until", given.until().toString());
    return json.append('}').toString();
  }

  static void text(StringBuilder json, String name, String value) {
    raw(json, name, CanonicalJson.quoted(value));
  }

  static void raw(StringBuilder json, String name, Object value) {
    json.append(json.length() > 1 ? "," : "").append(CanonicalJson.quoted(name)).append(':');
    json.append(value);
  }

  static String list(Stream<String> items) {
    return items.collect(Collectors.joining(",", "[", "]"));
  }

  /** The same from its JSON. */
  static GoldenInput parse(String json) {
    Faults faults = new Faults();
    Node root =
        YamlReader.read("golden", json.getBytes(StandardCharsets.UTF_8), faults)
            .filter(read -> faults.none())
            .orElseThrow(() -> new AssertionError(json + ": " + faults.sorted()));
    Members in = new Members(root);
    Question question =
        new Question(
            new SystemId(in.text("system")),
            new DepartmentId(in.text("requester")),
            in.number("assurance"),
            in.text("zone"),
            new ResourceId(in.text("resource")),
            in.items("fields").stream().map(Members::text).toList(),
            new PurposeId(in.text("purpose")),
            AnswerForm.of(in.text("answer")).orElseThrow(),
            in.is("partial"),
            in.find("grant").map(Members::text).map(GrantId::new),
            in.find("authorisation").map(Members::new).map(GoldenInput::authorisation),
            in.is("officerStated"),
            in.is("caseStated"),
            in.number("subjects"),
            in.is("job"),
            new Asserted(
                in.find("response").map(Members::text), in.find("incident").map(Members::text)));
    return new GoldenInput(
        question,
        Instant.parse(in.text("at")),
        in.find("category")
            .map(code ->
                new CaseRequest.Imagined(
                    new CategoryCode(Members.text(code)),
                    SubjectType.of(in.text("subject")).orElseThrow())),
        in.find("grants")
            .map(list ->
                KeptGrants.load(in.items("grants").stream().map(CanonicalJson::of).toList())),
        in.find("exceeded").map(Members::text).map(Integer::valueOf));
  }

  private static Authorisation authorisation(Members in) {
    return new Authorisation(
        AuthorisationKind.of(in.text("kind")).orElseThrow(),
        in.text("reference"),
        in.text("digest"),
        LocalDate.parse(in.text("until")));
  }

  /** The members of an object that this class wrote. */
  private record Members(Node node) {

    Optional<Node> find(String name) {
      Node.Mapping mapping = (Node.Mapping) node;
      return Optional.ofNullable(mapping.entries().get(name)).map(Node.Entry::value);
    }

    static String text(Node value) {
      return ((Node.Scalar) value).text();
    }

    String text(String name) {
      return text(find(name).orElseThrow());
    }

    int number(String name) {
      return Integer.parseInt(text(name));
    }

    boolean is(String name) {
      return Boolean.parseBoolean(text(name));
    }

    List<Node> items(String name) {
      return ((Node.Sequence) find(name).orElseThrow()).items();
    }
  }
}
