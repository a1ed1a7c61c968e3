package org.mingjing.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Decides a case: with the policy, and with what the case imagines besides. */
final class CaseWorld {

  private static final Text IMAGINED = new Text("设想的", "imagined");
  private static final GrantId GRANT = new GrantId("(imagined)");

  private final Policy policy;
  private final Map<GrantId, Grant> seed;

  CaseWorld(Policy policy, List<Grant> seed) {
    this.policy = policy;
    this.seed = new LinkedHashMap<>();
    seed.forEach(grant -> this.seed.put(grant.id(), grant));
  }

  Decision decide(PolicyCase one) {
    Policy world = world(one.request());
    GrantSet grants = GrantSet.of(world, grants(one));
    return new Decider(world, grants).decide(one.request().question(), one.request().at());
  }

  /** The seed grants that the case names and that are not there. */
  List<GrantId> missing(PolicyCase one) {
    return one.grants().named().stream().filter(id -> !seed.containsKey(id)).toList();
  }

  /** The policy with the one resource asked for, and with the calling system. */
  private Policy world(CaseRequest request) {
    PolicyParts parts = policy.parts();
    Question question = request.question();
    Map<SystemId, SystemClient> systems = new LinkedHashMap<>(parts.systems());
    systems.putIfAbsent(question.system(), system(question));
    Map<ResourceId, Resource> resources = new LinkedHashMap<>();
    request
        .imagined()
        .map(imagined -> resource(imagined, question.fields()))
        .or(() -> policy.resource(question.resource()))
        .ifPresent(resource -> resources.put(resource.id(), resource));
    return new Policy(
        new PolicyParts(
            parts.departments(),
            parts.instruments(),
            parts.purposes(),
            parts.categories(),
            systems,
            resources,
            parts.workingDays()),
        Map.of());
  }

  private static SystemClient system(Question question) {
    return new SystemClient(
        question.system(),
        question.requester(),
        IMAGINED,
        Set.of(),
        question.assurance(),
        question.zone(),
        List.of());
  }

  private Resource resource(CaseRequest.Imagined imagined, List<String> asked) {
    FieldType key = imagined.subject().keyType();
    List<Field> fields = new ArrayList<>();
    fields.add(field(CaseRequest.Imagined.KEY, key, imagined.category()));
    asked.stream()
        .filter(name -> !name.equals(CaseRequest.Imagined.KEY))
        .forEach(name -> fields.add(field(name, FieldType.STRING, imagined.category())));
    return new Resource(
        CaseRequest.Imagined.RESOURCE,
        policy.category(imagined.category()).orElseThrow().department(),
        IMAGINED,
        true,
        new Subject(imagined.subject(), CaseRequest.Imagined.KEY),
        Optional.empty(),
        Set.copyOf(Arrays.asList(AnswerForm.values())),
        1,
        fields,
        Aggregates.NONE);
  }

  private static Field field(String name, FieldType type, CategoryCode category) {
    return new Field(
        name,
        type,
        List.of(category),
        Optional.empty(),
        Mask.WITHHELD,
        Optional.empty(),
        Optional.empty(),
        Coding.NONE,
        true);
  }

  private List<Grant> grants(PolicyCase one) {
    PolicyCase.Grants grants = one.grants();
    if (grants.seeded()) {
      return one.request().imagined().isPresent()
          ? List.of(imaginedGrant(one.request()))
          : List.copyOf(seed.values());
    }
    return Stream.concat(
            grants.named().stream().flatMap(id -> Optional.ofNullable(seed.get(id)).stream()),
            grants.own().stream())
        .toList();
  }

  /** One that covers the call, so that it is the category that decides. */
  private static Grant imaginedGrant(CaseRequest request) {
    Question question = request.question();
    LocalDate day = LocalDate.ofInstant(request.at(), Grant.ZONE);
    List<String> fields = new ArrayList<>(question.fields());
    fields.add(CaseRequest.Imagined.KEY);
    return new Grant(
        GRANT,
        question.requester(),
        Set.of(question.system()),
        question.resource(),
        Set.copyOf(fields),
        question.purpose(),
        Set.of(question.answer()),
        day,
        day,
        new Quota(1, 1),
        GrantState.ACTIVE);
  }
}
