package org.mingjing.exchange.evidence;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.mingjing.policy.AnswerForm;
import org.mingjing.policy.Asserted;
import org.mingjing.policy.Authorisation;
import org.mingjing.policy.AuthorisationKind;
import org.mingjing.policy.Field;
import org.mingjing.policy.Grant;
import org.mingjing.policy.Policy;
import org.mingjing.policy.Purpose;
import org.mingjing.policy.PurposeId;
import org.mingjing.policy.Question;
import org.mingjing.policy.Resource;
import org.mingjing.policy.SystemClient;
import org.mingjing.policy.SystemId;

/**
 * Questions about what a policy has, by systems that may call: half of them as a grant would have
 * them, half at random.
 */
public final class RandomQuestions {
  private static final String LETTERS = "aZ0 \"\\/\b\n\u007f\u00e9中\u2028\ud83d\ude00";

  private final Random random;
  private final List<Resource> resources;
  private final List<Purpose> purposes;
  private final List<SystemClient> systems;
  private final List<Grant> grants;

  public RandomQuestions(Policy policy, List<Grant> grants, Random random) {
    this.random = random;
    this.resources = List.copyOf(policy.resources());
    this.purposes = List.copyOf(policy.purposes());
    this.systems =
        policy.systems().stream().filter(system -> system.scopes().contains("call")).toList();
    this.grants = grants;
  }

  public Inputs next() {
    Grant grant = any(grants);
    Resource resource =
        random.nextBoolean()
            ? any(resources)
            : resources.stream()
                .filter(r -> r.id().equals(grant.resource()))
                .findFirst()
                .orElseThrow();
    boolean granted = resource.id().equals(grant.resource());
    SystemId caller = granted ? grant.systems().iterator().next() : any(systems).id();
    SystemClient system =
        systems.stream().filter(s -> s.id().equals(caller)).findFirst().orElseThrow();
    List<String> fields =
        granted && random.nextBoolean()
            ? grant.fields().stream().sorted().toList()
            : someOf(resource.fields().stream().map(Field::name).toList());
    PurposeId purpose = granted ? grant.purpose() : any(purposes).id();
    AnswerForm answer =
        granted
            ? any(grant.answers().stream().sorted().toList())
            : any(List.of(AnswerForm.values()));
    return new Inputs(
        new Question(
            system.id(),
            system.department(),
            system.assurance(),
            system.zone(),
            resource.id(),
            fields,
            purpose,
            answer,
            random.nextBoolean(),
            random.nextInt(4) == 0 ? Optional.of(any(grants).id()) : Optional.empty(),
            random.nextInt(3) == 0 ? Optional.of(authorisation()) : Optional.empty(),
            random.nextBoolean(),
            random.nextBoolean(),
            random.nextInt(3),
            random.nextInt(8) == 0,
            asserted()),
        Instant.ofEpochMilli(1_767_225_600_000L + random.nextLong(63_072_000_000L)));
  }

  private Authorisation authorisation() {
    return new Authorisation(
        any(List.of(AuthorisationKind.values())),
        text(),
        text(),
        LocalDate.parse("2026-01-01").plusDays(random.nextInt(800)));
  }

  private Asserted asserted() {
    return random.nextInt(3) > 0
        ? Asserted.NOTHING
        : new Asserted(
            random.nextBoolean() ? Optional.of(text()) : Optional.empty(),
            random.nextBoolean() ? Optional.of(text()) : Optional.empty());
  }

  private String text() {
    int[] letters = LETTERS.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(9); i >= 0; i--) {
      text.appendCodePoint(letters[random.nextInt(letters.length)]);
    }
    return text.toString();
  }

  private List<String> someOf(List<String> all) {
    List<String> some = new ArrayList<>(all);
    some.removeIf(one -> random.nextInt(3) == 0);
    return some.isEmpty() ? all : some;
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
