package org.mingjing.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the call of a case. What it names has to be there, so that no case tests a misspelling. */
final class CaseRequestReader {

  /** As most registered systems are identified. */
  private static final int USUAL_ASSURANCE = 2;

  private static final int MAX_SUBJECTS = 1_000_000;
  private static final String NOWHERE = "(imagined)";
  private static final String SYSTEM = "system";
  private static final String DEPARTMENT = "department";
  private static final String RESOURCE = "resource";
  private static final String CATEGORY = "category";
  private static final String FIELDS = "fields";

  private final Draft draft;

  CaseRequestReader(Draft draft) {
    this.draft = draft;
  }

  CaseRequest request(MapReader map) {
    Caller caller = caller(map);
    Optional<String> target = map.either(RESOURCE, CATEGORY);
    boolean catalogued = target.filter(RESOURCE::equals).isPresent();
    Optional<CaseRequest.Imagined> imagined =
        target.filter(CATEGORY::equals).map(key -> imagined(map));
    ResourceId resource = catalogued ? resource(map) : CaseRequest.Imagined.RESOURCE;
    Question question =
        new Question(
            caller.system(),
            caller.department(),
            caller.assurance(),
            caller.zone(),
            resource,
            catalogued ? fields(map, resource) : imaginedFields(map),
            purpose(map),
            map.oneOf("answer", Vocabulary.ANSWERS, AnswerForm.VERIFY),
            bool(map, "partial"),
            map.find("grant")
                .flatMap(node -> draft.values.matching(node, Patterns.GRANT))
                .map(GrantId::new),
            map.find("authorisation").map(this::authorisation),
            bool(map, "officerStated"),
            bool(map, "caseStated"),
            map.find("subjects")
                .flatMap(node -> draft.values.integer(node, 0, MAX_SUBJECTS))
                .orElse(1),
            bool(map, "job"),
            map.find("asserted").map(this::asserted).orElse(Asserted.NOTHING));
    Instant at = map.require("at", draft.values::instant, Instant.EPOCH);
    map.finish();
    return new CaseRequest(question, at, imagined);
  }

  private boolean bool(MapReader map, String key) {
    return map.find(key).flatMap(draft.values::bool).orElse(false);
  }

  private record Caller(SystemId system, DepartmentId department, int assurance, String zone) {}

  /** What reading goes on with; a case that needs it is a fault. */
  private static final Caller UNKNOWN =
      new Caller(
          new SystemId(Patterns.STAND_IN),
          new DepartmentId(Patterns.STAND_IN),
          USUAL_ASSURANCE,
          NOWHERE);

  /** A registered system, or an imagined one of a department. */
  private Caller caller(MapReader map) {
    return map.either(SYSTEM, DEPARTMENT)
        .map(key -> key.equals(SYSTEM) ? registered(map) : imaginedSystem(map))
        .orElse(UNKNOWN);
  }

  private Caller registered(MapReader map) {
    SystemId id = new SystemId(map.matching(SYSTEM, Patterns.SLUG));
    if (!id.value().equals(Patterns.STAND_IN)) {
      draft.refer(draft.systems, id, map.at(SYSTEM), SYSTEM, "系统");
    }
    return draft
        .systems
        .sound(id)
        .map(one -> new Caller(id, one.department(), one.assurance(), one.zone()))
        .orElse(UNKNOWN);
  }

  private Caller imaginedSystem(MapReader map) {
    DepartmentId department = draft.department(map, DEPARTMENT);
    return new Caller(
        new SystemId("(imagined)"), // which no document can write
        department,
        map.find("assurance")
            .flatMap(node -> draft.values.integer(node, 1, SystemReader.MAX_ASSURANCE))
            .orElse(USUAL_ASSURANCE),
        map.find("zone").flatMap(this::zone).orElse(NOWHERE));
  }

  private Optional<String> zone(Node node) {
    Optional<String> zone = draft.values.matching(node, Patterns.SLUG);
    boolean unknown =
        !draft.systems.incomplete()
            && zone.isPresent()
            && draft.systems.values().values().stream()
                .noneMatch(system -> system.zone().equals(zone.get()));
    if (unknown) {
      draft.faults.add(
          node.at(),
          "unknown-zone",
          "没有登记的系统在区域 " + zone.get() + "；请改正",
          "no registered system is in zone " + zone.get() + "; correct it");
    }
    return zone;
  }

  private CaseRequest.Imagined imagined(MapReader map) {
    CategoryCode code = new CategoryCode(map.matching(CATEGORY, Patterns.CATEGORY));
    if (!code.value().equals(Patterns.STAND_IN)) {
      draft.refer(draft.categories, code, map.at(CATEGORY), CATEGORY, "数据类");
    }
    return new CaseRequest.Imagined(
        code,
        map.find("subject")
            .flatMap(node -> draft.values.oneOf(node, Vocabulary.SUBJECT_TYPES))
            .orElse(SubjectType.PERSON));
  }

  private ResourceId resource(MapReader map) {
    ResourceId id = new ResourceId(map.matching(RESOURCE, Patterns.RESOURCE));
    return id.value().equals(Patterns.STAND_IN)
        ? id
        : draft.refer(draft.resources, id, map.at(RESOURCE), RESOURCE, "资源");
  }

  private PurposeId purpose(MapReader map) {
    PurposeId id = new PurposeId(map.matching("purpose", Patterns.SLUG));
    return id.value().equals(Patterns.STAND_IN) ? id : draft.purpose(id, map.at("purpose"));
  }

  private List<String> fields(MapReader map, ResourceId resource) {
    Optional<Resource> sound = draft.resources.sound(resource);
    List<Node> items = map.list(FIELDS);
    for (Node item : items) {
      draft
          .values
          .string(item)
          .filter(name -> sound.isPresent() && sound.get().field(name).isEmpty())
          .ifPresent(name ->
              draft.faults.add(
                  item.at(),
                  "unknown-field",
                  "资源 " + resource + " 没有字段 " + name + "；请改正",
                  "resource " + resource + " has no field " + name + "; correct it"));
    }
    return names(map, items);
  }

  private List<String> imaginedFields(MapReader map) {
    return map.has(FIELDS) ? names(map, map.list(FIELDS)) : List.of(CaseRequest.Imagined.FIELD);
  }

  private List<String> names(MapReader map, List<Node> items) {
    Set<String> names = new LinkedHashSet<>();
    for (Node item : items) {
      draft
          .values
          .matching(item, Patterns.FIELD)
          .filter(name -> !names.add(name))
          .ifPresent(name -> map.repeated(item.at(), name));
    }
    boolean written = map.find(FIELDS).filter(Node.Sequence.class::isInstance).isPresent();
    if (written && (items.isEmpty() || items.size() > Question.MAX_FIELDS)) {
      draft.faults.add(
          map.at(FIELDS),
          "empty-list",
          "请列出 1 至 " + Question.MAX_FIELDS + " 个字段",
          "list 1 to " + Question.MAX_FIELDS + " fields");
    }
    return names.isEmpty() || names.size() > Question.MAX_FIELDS
        ? List.of(Patterns.STAND_IN)
        : List.copyOf(names);
  }

  private Authorisation authorisation(Node node) {
    MapReader map = MapReader.of(draft.values, node);
    AuthorisationKind kind =
        map.oneOf("kind", Vocabulary.AUTHORISATIONS, AuthorisationKind.WRITTEN);
    LocalDate until = map.date("until");
    String reference = map.find("reference").flatMap(draft.values::string).orElse(NOWHERE);
    map.finish();
    return new Authorisation(kind, reference, NOWHERE, until);
  }

  private Asserted asserted(Node node) {
    MapReader map = MapReader.of(draft.values, node);
    Asserted asserted = new Asserted(number(map, "response"), number(map, "incident"));
    map.finish();
    return asserted;
  }

  private Optional<String> number(MapReader map, String key) {
    Optional<String> number = map.find(key).flatMap(draft.values::string);
    if (number.filter(text -> text.length() > Asserted.MAX_LENGTH).isPresent()) {
      draft.values.wrong(
          map.at(key),
          "1 至 " + Asserted.MAX_LENGTH + " 个字符的文字",
          "text of 1 to " + Asserted.MAX_LENGTH + " characters");
      return Optional.empty();
    }
    return number;
  }
}
