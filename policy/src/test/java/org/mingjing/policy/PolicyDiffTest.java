package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The differences told are exactly those that the decider shows, question by question and day by
 * day.
 */
class PolicyDiffTest {

  /** Worlds of a run; more with -Dmingjing.worlds. */
  private static final int WORLDS = Integer.getInteger("mingjing.worlds", 5);

  @TempDir private Path folder;

  private final long seed = Long.getLong("mingjing.seed", new Random().nextLong());

  /** A call for one field on one day. */
  private record Cell(
      Requester requester,
      PurposeId purpose,
      ResourceId resource,
      String field,
      AnswerForm form,
      LocalDate day) {}

  private static final List<Cell> ALL = all();

  private record Told(PolicyDiff.Change change, Outcome before, Outcome after) {}

  @Test
  void what_is_listed_is_what_the_decider_changes_and_nothing_else() {
    Random random = seeded();
    Set<PolicyDiff.Change> seen = EnumSet.noneOf(PolicyDiff.Change.class);
    for (int i = 0; i < WORLDS || (seen.size() < 2 && i < 20 * WORLDS); i++) {
      List<RandomPolicy> two = RandomPolicy.two(random);
      Map<Cell, Told> told = told(two);
      Deciding before = new Deciding(two.getFirst());
      Deciding after = new Deciding(two.getLast());
      for (Cell cell : cells(two)) {
        Signature was = before.signature(cell);
        Signature is = after.signature(cell);
        String where = "seed " + seed + ", world " + i + ", " + cell + ": " + was + " -> " + is;
        assertThat(told.containsKey(cell)).as(where).isEqualTo(!was.equals(is));
        if (told.containsKey(cell)) {
          check(was, told.get(cell).before(), cell, where);
          check(is, told.get(cell).after(), cell, where);
          assertThat(told.get(cell).change() == PolicyDiff.Change.OBLIGATIONS_CHANGED)
              .as(where)
              .isEqualTo(was.met().equals(is.met()) && was.code().equals(is.code()));
          seen.add(told.get(cell).change());
        }
      }
    }
    assertThat(seen).as("seed " + seed).hasSizeGreaterThan(1);
  }

  private static void check(Signature seen, Outcome told, Cell cell, String where) {
    Signature expected = Signature.of(told, cell.form());
    assertThat(expected.code()).as(where).isEqualTo(seen.code());
    assertThat(expected.met()).as(where).isEqualTo(seen.met());
    if (!expected.obligations().isEmpty()) {
      assertThat(expected.obligations()).as(where).isEqualTo(seen.obligations());
    }
  }

  /**
   * Calls for several fields: whatever changes has a field or a combination listed, and a
   * combination that is listed shows in a call.
   */
  @Test
  void a_call_for_several_fields_changes_only_where_a_field_or_a_combination_is_listed() {
    Random random = seeded();
    int together = 0;
    for (int i = 0; i < 3 * WORLDS || (together == 0 && i < 60 * WORLDS); i++) {
      List<RandomPolicy> two = RandomPolicy.twoThatSplit(random);
      Map<Cell, Told> told = told(two);
      List<PolicyDiff.Combination> combinations = diff(two).combinations();
      Deciding before = new Deciding(two.getFirst());
      Deciding after = new Deciding(two.getLast());
      for (Cell cell : cells(two)) {
        if (!cell.field().equals("name")) {
          continue;
        }
        boolean listed =
            combinations.stream()
                .anyMatch(one ->
                    one.requesters().contains(cell.requester())
                        && one.purposes().contains(cell.purpose())
                        && one.resource().equals(cell.resource())
                        && one.forms().contains(cell.form())
                        && one.days().include(cell.day()));
        boolean shown = false;
        for (List<String> fields : sets()) {
          boolean fieldTold =
              fields.stream().anyMatch(field -> told.containsKey(asking(cell, field)));
          Set<Brought> was = before.permits(cell, fields);
          Set<Brought> is = after.permits(cell, fields);
          String where = "seed " + seed + ", world " + i + ", " + cell + fields;
          assertThat(was.equals(is) || fieldTold || listed).as(where).isTrue();
          shown |= was.isEmpty() != is.isEmpty();
        }
        if (listed) {
          together++;
          assertThat(shown).as("seed " + seed + ", world " + i + ", " + cell).isTrue();
        }
      }
    }
    assertThat(together).as("combinations seen").isPositive();
  }

  @Test
  void a_policy_does_not_differ_from_itself() {
    LoadResult.Loaded shipped = TestPolicies.shipped();

    PolicyDiff diff =
        PolicyDiff.between(shipped.policy(), shipped.grants(), shipped.policy(), shipped.grants());

    assertThat(diff.lines()).isEmpty();
    assertThat(diff.combinations()).isEmpty();
  }

  @Test
  void a_changed_expression_mask_or_retention_is_listed_as_what_it_is() throws IOException {
    assertThat(changes("negative-list.yaml", "'call.caseStated'", "'call.officerStated'"))
        .isEqualTo(Set.of(PolicyDiff.Change.CONDITION_CHANGED));
    assertThat(changes("negative-list.yaml", "retentionDays: 30", "retentionDays: 29"))
        .isEqualTo(Set.of(PolicyDiff.Change.OBLIGATIONS_CHANGED));
    assertThat(changes("catalogue/mps.yaml", "mask: date-year", "mask: withheld"))
        .isEqualTo(Set.of(PolicyDiff.Change.OBLIGATIONS_CHANGED));
    assertThat(changes("systems.yaml", "assurance: 2", "assurance: 3")).isEmpty();
  }

  @Test
  void what_the_policy_knows_of_the_system_is_part_of_an_expression_that_names_it()
      throws IOException {
    Path base =
        edited(
            TestPolicies.SHIPPED, "negative-list.yaml", "'call.caseStated'", "call.assurance > 1");

    PolicyDiff diff = diff(base, edited(base, "systems.yaml", "assurance: 2", "assurance: 3"));

    assertThat(diff.lines())
        .isNotEmpty()
        .allSatisfy(line ->
            assertThat(line.delta().after().toString())
                .contains("(call.assurance > 1) [call.assurance = 3]"));
  }

  @Test
  void a_grant_that_ends_sooner_changes_the_days_taken_and_no_others() throws IOException {
    PolicyDiff diff =
        diff(
            TestPolicies.SHIPPED,
            edited(TestPolicies.SHIPPED, "grants.yaml", "until: 2027-12-31", "until: 2027-12-30"));

    assertThat(diff.lines())
        .isNotEmpty()
        .allSatisfy(line -> {
          assertThat(line.delta().days()).hasToString("2027-12-31..2027-12-31");
          if (line.delta().change() == PolicyDiff.Change.REFUSED) {
            assertThat(line.delta().after())
                .isEqualTo(new Outcome.Denied(RefusalCode.GRANT_EXPIRED));
          }
        });
  }

  private Set<PolicyDiff.Change> changes(String file, String old, String changed)
      throws IOException {
    Path base = TestPolicies.SHIPPED;
    return diff(base, edited(base, file, old, changed)).lines().stream()
        .map(line -> line.delta().change())
        .collect(Collectors.toSet());
  }

  private Path edited(Path base, String file, String old, String changed) throws IOException {
    Path other =
        TestPolicies.copy(base, Files.createTempDirectory(folder, "other").resolve("policy"));
    Path document = other.resolve(file);
    String text = Files.readString(document);
    assertThat(text).contains(old);
    Files.writeString(document, text.replace(old, changed));
    return other;
  }

  private static PolicyDiff diff(Path one, Path other) {
    LoadResult.Loaded before = TestPolicies.loaded(one);
    LoadResult.Loaded after = TestPolicies.loaded(other);
    return PolicyDiff.between(before.policy(), before.grants(), after.policy(), after.grants());
  }

  private Random seeded() {
    System.out.println("seed: -Dmingjing.seed=" + seed);
    return new Random(seed);
  }

  private static PolicyDiff diff(List<RandomPolicy> two) {
    return PolicyDiff.between(
        two.getFirst().policy(),
        two.getFirst().grants(),
        two.getLast().policy(),
        two.getLast().grants());
  }

  /** Every cell of every line; none may be told twice. */
  private Map<Cell, Told> told(List<RandomPolicy> two) {
    Map<Cell, Told> told = new HashMap<>();
    for (PolicyDiff.Line line : diff(two).lines()) {
      Told one = new Told(line.delta().change(), line.delta().before(), line.delta().after());
      for (Cell cell : cells(line)) {
        assertThat(told.put(cell, one)).as("seed " + seed + ", twice: " + cell).isNull();
      }
    }
    return told;
  }

  private static List<Cell> cells(PolicyDiff.Line line) {
    List<Cell> cells = new ArrayList<>();
    for (Requester requester : line.requesters()) {
      for (PurposeId purpose : line.purposes()) {
        line.fields()
            .forEach((resource, fields) -> {
              for (String field : fields) {
                line.forms().stream()
                    .filter(RandomPolicy.FORMS::contains)
                    .flatMap(form ->
                        days(line.delta().days())
                            .map(day -> new Cell(requester, purpose, resource, field, form, day)))
                    .forEach(cells::add);
              }
            });
      }
    }
    return cells;
  }

  /** From before the first grant until after the last. */
  private static Stream<LocalDate> days(Days within) {
    return IntStream.rangeClosed(-1, RandomPolicy.DAYS + 2)
        .mapToObj(RandomPolicy.FIRST::plusDays)
        .filter(within::include);
  }

  /** Whatever either policy knows. */
  private static List<Cell> cells(List<RandomPolicy> two) {
    return ALL.stream()
        .filter(cell ->
            two.stream().map(RandomPolicy::policy).anyMatch(one -> carries(one, cell))
                && two.stream().map(RandomPolicy::policy).anyMatch(one -> knows(one, cell))
                && two.stream().anyMatch(one -> one.policy().purpose(cell.purpose()).isPresent()))
        .toList();
  }

  private static boolean carries(Policy policy, Cell cell) {
    return policy
        .resource(cell.resource())
        .filter(resource -> resource.field(cell.field()).isPresent())
        .isPresent();
  }

  private static boolean knows(Policy policy, Cell cell) {
    return policy
        .system(cell.requester().system())
        .filter(system -> system.department().equals(cell.requester().department()))
        .isPresent();
  }

  private static List<Cell> all() {
    List<Cell> cells = new ArrayList<>();
    for (Requester requester : RandomPolicy.REQUESTERS) {
      for (PurposeId purpose : RandomPolicy.PURPOSES) {
        for (ResourceId resource : RandomPolicy.RESOURCES) {
          for (String field : RandomPolicy.FIELDS) {
            for (AnswerForm form : RandomPolicy.FORMS) {
              for (int day = -1; day <= RandomPolicy.DAYS + 2; day++) {
                cells.add(
                    new Cell(
                        requester,
                        purpose,
                        resource,
                        field,
                        form,
                        RandomPolicy.FIRST.plusDays(day)));
              }
            }
          }
        }
      }
    }
    return cells;
  }

  private static Cell asking(Cell cell, String field) {
    return new Cell(
        cell.requester(), cell.purpose(), cell.resource(), field, cell.form(), cell.day());
  }

  private static List<List<String>> sets() {
    List<List<String>> sets = new ArrayList<>();
    for (int bits = 1; bits < 1 << RandomPolicy.FIELDS.size(); bits++) {
      List<String> set = new ArrayList<>();
      for (int i = 0; i < RandomPolicy.FIELDS.size(); i++) {
        if ((bits >> i & 1) == 1) {
          set.add(RandomPolicy.FIELDS.get(i));
        }
      }
      sets.add(set);
    }
    return sets;
  }

  /** What a call brings of its own. */
  private record Brought(boolean caseStated, boolean officerStated, int subjects, String kind) {

    static List<Brought> all() {
      List<Brought> all = new ArrayList<>();
      for (String kind : List.of("", "separate", "written")) {
        for (int bits = 0; bits < 8; bits++) {
          all.add(new Brought((bits & 1) > 0, (bits & 2) > 0, 1 + (bits >> 2), kind));
        }
      }
      return all;
    }

    boolean everything() {
      return caseStated && officerStated && subjects == 1;
    }

    boolean meets(Need need, AnswerForm form) {
      return switch (need.kind()) {
        case SINGLE_SUBJECT -> subjects == 1 || form == AnswerForm.AGGREGATE;
        case AUTHORISATION -> kind.equals(need.what());
        case WHEN -> need.what().equals("call.caseStated") ? caseStated : officerStated;
      };
    }
  }

  /**
   * What can be seen of a cell from outside.
   *
   * @param code of a call that brings everything
   * @param met what a call has to bring for that to be the outcome
   */
  private record Signature(
      Optional<RefusalCode> code, Set<Brought> met, List<Obligation> obligations) {

    static Signature of(Outcome outcome, AnswerForm form) {
      return switch (outcome) {
        case Outcome.Denied denied ->
            new Signature(Optional.of(denied.code()), Set.of(), List.of());
        case Outcome.Withheld withheld ->
            new Signature(
                Optional.of(RefusalCode.ANSWER_NOT_ALLOWED),
                met(withheld.needs(), form),
                List.of());
        case Outcome.Permitted permitted ->
            new Signature(Optional.empty(), met(permitted.needs(), form), permitted.obligations());
      };
    }

    private static Set<Brought> met(Set<Need> needs, AnswerForm form) {
      return Brought.all().stream()
          .filter(one -> needs.stream().allMatch(need -> one.meets(need, form)))
          .collect(Collectors.toSet());
    }
  }

  /** Asks the decider. */
  private record Deciding(Decider decider) {

    Deciding(RandomPolicy world) {
      this(new Decider(world.policy(), GrantSet.of(world.policy(), world.grants())));
    }

    Signature signature(Cell cell) {
      Set<Brought> permitted = new HashSet<>();
      Set<Brought> withheld = new HashSet<>();
      Set<List<Obligation>> obligations = new HashSet<>();
      Set<RefusalCode> codes = EnumSet.noneOf(RefusalCode.class);
      for (Brought brought : Brought.all()) {
        switch (decide(cell, List.of(cell.field()), brought)) {
          case Permit permit -> {
            permitted.add(brought);
            obligations.add(permit.obligations());
          }
          case Refusal refusal -> {
            if (refusal.reason().en().equals("every field asked for is withheld")) {
              withheld.add(brought);
            }
            if (brought.everything()) {
              codes.add(refusal.code());
            }
          }
        }
      }
      if (!permitted.isEmpty()) {
        assertThat(obligations).hasSize(1);
        return new Signature(Optional.empty(), permitted, obligations.iterator().next());
      }
      if (!withheld.isEmpty()) {
        return new Signature(Optional.of(RefusalCode.ANSWER_NOT_ALLOWED), withheld, List.of());
      }
      // Of two kinds of authorisation, one is of the wrong kind where one is asked for.
      if (codes.size() > 1) {
        codes.remove(RefusalCode.CONDITION_NOT_MET);
      }
      assertThat(codes).hasSize(1);
      return new Signature(Optional.of(codes.iterator().next()), Set.of(), List.of());
    }

    Set<Brought> permits(Cell cell, List<String> fields) {
      return Brought.all().stream()
          .filter(Brought::everything)
          .filter(brought -> decide(cell, fields, brought) instanceof Permit)
          .collect(Collectors.toSet());
    }

    private Decision decide(Cell cell, List<String> fields, Brought brought) {
      Instant noon = cell.day().atTime(LocalTime.NOON).atZone(Grant.ZONE).toInstant();
      return decider.decide(
          new Question(
              cell.requester().system(),
              cell.requester().department(),
              2,
              "extranet",
              cell.resource(),
              fields,
              cell.purpose(),
              cell.form(),
              false,
              Optional.empty(),
              brought.kind().isEmpty()
                  ? Optional.empty()
                  : Optional.of(TestQuestions.authorisation(brought.kind(), "2027-12-31")),
              brought.officerStated(),
              brought.caseStated(),
              brought.subjects(),
              false,
              Asserted.NOTHING),
          noon);
    }
  }
}
