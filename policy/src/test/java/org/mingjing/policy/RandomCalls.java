package org.mingjing.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** Calls at random under a policy that was loaded, most of them about something that is granted. */
final class RandomCalls {

  private final LoadResult.Loaded loaded;
  private final Policy policy;
  private final List<SystemClient> systems;
  private final List<Resource> resources;
  private final List<Purpose> purposes;

  RandomCalls(LoadResult.Loaded loaded) {
    this.loaded = loaded;
    this.policy = loaded.policy();
    this.systems = List.copyOf(policy.systems());
    this.resources = List.copyOf(policy.resources());
    this.purposes = List.copyOf(policy.purposes());
  }

  Question question(Random random) {
    SystemClient system = any(systems, random);
    Resource resource = any(resources, random);
    List<Field> fields = new ArrayList<>(resource.fields());
    List<String> names = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      names.add(any(fields, random).name());
    }
    Optional<Authorisation> authorisation =
        random.nextInt(3) > 0
            ? Optional.empty()
            : Optional.of(
                TestQuestions.authorisation(
                    any(List.of(AuthorisationKind.values()), random).wireName(),
                    random.nextInt(4) == 0 ? "2026-05-31" : "2026-06-30"));
    Optional<GrantId> named =
        random.nextInt(8) > 0 ? Optional.empty() : Optional.of(any(loaded.grants(), random).id());
    return new Question(
        system.id(),
        system.department(),
        system.assurance(),
        system.zone(),
        resource.id(),
        names.stream().distinct().toList(),
        random.nextInt(3) == 0 ? any(purposes, random).id() : likely(system, resource, random),
        any(List.copyOf(resource.answers()), random),
        random.nextInt(5) == 0,
        named,
        authorisation,
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextInt(6) == 0 ? 2 : 1,
        false,
        Asserted.NOTHING);
  }

  /** A purpose that a grant or a category of the resource lists. */
  private PurposeId likely(SystemClient system, Resource resource, Random random) {
    List<PurposeId> listed =
        Stream.concat(
                loaded.grants().stream()
                    .filter(grant -> grant.resource().equals(resource.id()))
                    .filter(grant -> grant.systems().contains(system.id()))
                    .map(Grant::purpose),
                resource.fields().stream()
                    .flatMap(field -> field.categories().stream())
                    .flatMap(code -> policy.category(code).orElseThrow().condition().stream())
                    .flatMap(condition -> condition.purposes().stream()))
            .toList();
    return listed.isEmpty() ? any(purposes, random).id() : any(listed, random);
  }

  /** The seed grants, some of them gone or suspended. */
  List<Grant> grants(Random random) {
    return loaded.grants().stream()
        .filter(grant -> random.nextInt(4) > 0)
        .map(grant ->
            random.nextInt(6) == 0 ? Records.with(grant, "state", GrantState.SUSPENDED) : grant)
        .toList();
  }

  private static <T> T any(Collection<T> values, Random random) {
    return List.copyOf(values).get(random.nextInt(values.size()));
  }
}
