package org.mingjing.bench.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mingjing.policy.AnswerForm;
import org.mingjing.policy.Authorisation;
import org.mingjing.policy.AuthorisationKind;
import org.mingjing.policy.Category;
import org.mingjing.policy.Condition;
import org.mingjing.policy.Field;
import org.mingjing.policy.Grant;
import org.mingjing.policy.Policy;
import org.mingjing.policy.Purpose;
import org.mingjing.policy.PurposeId;
import org.mingjing.policy.Question;
import org.mingjing.policy.Resource;
import org.mingjing.policy.ResourceId;
import org.mingjing.policy.SystemClient;

/**
 * Questions as departments ask them: of twenty, fourteen as their grant has it, and one each with a
 * prohibited field (or no case, where an expression asks for one), another purpose, another form,
 * another department's system, two subjects, and open fields only. Each is on a grant drawn at
 * random. The same every time.
 */
final class Questions {

  private static final int MOST_FIELDS = 4;

  private final World world;
  private final boolean withExpression;
  private final Random random = new Random(2);
  private final List<Grant> grants;
  private final List<Resource> open;
  private final List<SystemClient> systems;
  private final List<PurposeId> purposes;

  private Questions(World world, boolean withExpression) {
    Policy policy = world.policy();
    this.world = world;
    this.withExpression = withExpression;
    Map<ResourceId, Boolean> known = new HashMap<>(); // grants of one resource have the same fields
    this.grants =
        world.grants().stream()
            .filter(it ->
                known.computeIfAbsent(it.resource(), id -> hasExpression(it)) == withExpression)
            .toList();
    this.open =
        policy.resources().stream()
            .filter(it -> it.field(it.subject().field()).filter(Field::open).isPresent())
            .toList();
    this.systems = List.copyOf(policy.systems());
    this.purposes = policy.purposes().stream().map(Purpose::id).toList();
  }

  /** Questions none of which, or each of which, concerns a category with an expression. */
  static List<Question> of(World world, boolean withExpression, int count) {
    Questions questions = new Questions(world, withExpression);
    List<Integer> kinds =
        new ArrayList<>(IntStream.range(0, count).map(i -> i % 20).boxed().toList());
    Collections.shuffle(kinds, questions.random);
    // in memory in the order asked, as each is made just before it is asked in life
    return kinds.stream().map(questions::next).toList();
  }

  private boolean hasExpression(Grant grant) {
    return World.conditions(world.policy(), resource(grant), grant.fields()).stream()
        .anyMatch(condition -> condition.when().isPresent());
  }

  private Resource resource(Grant grant) {
    return world.policy().resource(grant.resource()).orElseThrow();
  }

  private Question next(int kind) {
    Grant grant = any(grants);
    Draft asGranted = asGranted(grant);
    Draft draft =
        switch (kind) {
          case 0 ->
              withExpression ? asGranted.withoutCase() : asGranted.alsoAsking(prohibited(grant));
          case 1 -> asGranted.forPurpose(any(purposes));
          case 2 -> asGranted.inForm(any(List.of(AnswerForm.values())));
          case 3 -> asGranted.by(any(systems));
          case 4 -> asGranted.aboutSubjects(2);
          case 5 -> withExpression ? asGranted : openFields(grant);
          default -> asGranted;
        };
    return draft.question();
  }

  private Draft asGranted(Grant grant) {
    List<String> names = new ArrayList<>(grant.fields().stream().sorted().toList());
    Collections.shuffle(names, random);
    List<String> fields = names.subList(0, 1 + random.nextInt(Math.min(names.size(), MOST_FIELDS)));
    Draft draft = new Draft(grant, system(grant), List.copyOf(fields), authorisation(grant));
    return draft.inForm(any(grant.answers().stream().sorted().toList()));
  }

  private SystemClient system(Grant grant) {
    return world.policy().system(grant.systems().iterator().next()).orElseThrow();
  }

  private Optional<String> prohibited(Grant grant) {
    return resource(grant).fields().stream()
        .filter(field ->
            World.categories(world.policy(), field).stream().anyMatch(Category::prohibited))
        .map(Field::name)
        .findFirst();
  }

  private Draft openFields(Grant grant) {
    Resource resource = any(open);
    List<String> fields =
        resource.fields().stream().filter(Field::open).map(Field::name).limit(MOST_FIELDS).toList();
    Draft draft = new Draft(grant, system(grant), fields, Optional.empty());
    return draft.of(resource).inForm(any(resource.answers().stream().sorted().toList()));
  }

  private Optional<Authorisation> authorisation(Grant grant) {
    Set<AuthorisationKind> kinds =
        World.conditions(world.policy(), resource(grant), grant.fields()).stream()
            .map(Condition::authorisation)
            .filter(kind -> kind != AuthorisationKind.STATUTORY_DUTY)
            .collect(Collectors.toSet());
    return kinds.stream()
        .findFirst()
        .map(kind -> new Authorisation(kind, "2026-1", "sha256:00", LocalDate.of(2026, 12, 31)));
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
