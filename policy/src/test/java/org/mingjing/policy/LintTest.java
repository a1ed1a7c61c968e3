package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintTest {

  @TempDir private Path folder;

  @Test
  void a_sound_folder_without_idle_entries_has_no_such_notice() {
    assertThat(told(TestPolicies.RESOURCES.resolve("small"), "2026-12-31")).isEmpty();
  }

  @Test
  void a_purpose_that_nothing_uses_is_told_with_its_place() throws IOException {
    Path world = world();
    Path purposes = world.resolve("purposes.yaml");
    Files.writeString(
        purposes, Files.readString(purposes) + "- {code: leisure, name: {zh: 闲, en: leisure}}\n");

    assertThat(told(world, "2026-06-01")).containsExactly("purposes.yaml:2:10 unused-purpose");
  }

  @Test
  void a_grant_is_dead_from_the_day_after_its_last() {
    assertThat(told(TestPolicies.RESOURCES.resolve("small"), "2027-01-01"))
        .containsExactly("grants.yaml:1:7 dead-grant", "negative-list.yaml:1:9 unreachable-grants");
  }

  @Test
  void a_grant_that_no_call_could_rely_on_is_dead() throws IOException {
    for (List<String> change :
        List.of(
            List.of("grants.yaml", "  quota:", "  state: revoked\n  quota:"),
            List.of("grants.yaml", "fields: [id_number, name]", "fields: [name]"),
            List.of("negative-list.yaml", "recipients: [MCA]", "recipients: [MPS]"),
            List.of("negative-list.yaml", "purposes: [assistance]", "purposes: []"),
            List.of("negative-list.yaml", "answers: [masked, verify]", "answers: [verify]"),
            List.of("systems.yaml", "scopes: [call]", "scopes: [audit]"),
            List.of(
                "negative-list.yaml",
                "retentionDays: 30",
                "retentionDays: 30\n    when: call.assurance > 2"),
            List.of(
                "negative-list.yaml",
                "retentionDays: 30",
                "retentionDays: 30\n    when: caller.system == 'mps-portal' || call.zone != 'extranet'"))) {
      Path world = world();
      Path file = world.resolve(change.getFirst());
      String text = Files.readString(file);
      Files.writeString(file, text.replace(change.get(1), change.getLast()));
      assertThat(Files.readString(file)).isNotEqualTo(text);

      assertThat(told(world, "2026-06-01"))
          .as(change.getLast())
          .contains("grants.yaml:1:7 dead-grant");
    }
  }

  @Test
  void a_grant_whose_expression_some_call_can_meet_is_not_dead() throws IOException {
    assertThat(
            changed(
                "negative-list.yaml",
                "retentionDays: 30",
                "retentionDays: 30\n    when: call.assurance > 1 && call.caseStated"))
        .isEmpty();
    assertThat(
            changed(
                "negative-list.yaml",
                "retentionDays: 30",
                "retentionDays: 30\n    when: time.year > 9000"))
        .isEmpty();
  }

  /** One reason each, the most fundamental one. */
  @Test
  void a_conditional_category_that_nobody_gets_is_told_with_the_reason() throws IOException {
    String at = "negative-list.yaml:1:9 unreachable-";
    assertThat(changed("grants.yaml", "from: 2026-01-01", "from: 2026-07-01"))
        .containsExactly(at + "grants");
    assertThat(changed("systems.yaml", "scopes: [call]", "scopes: [audit]"))
        .contains(at + "systems", "departments.yaml:5:9 dead-recipient");
    assertThat(changed("negative-list.yaml", "purposes: [assistance]", "purposes: []"))
        .contains(at + "recipients");
    assertThat(changed("negative-list.yaml", "answers: [masked, verify]", "answers: []"))
        .contains(at + "contradiction");
  }

  @Test
  void a_purpose_that_categories_use_and_no_grant_is_told() throws IOException {
    Path world = world();
    Path purposes = world.resolve("purposes.yaml");
    Files.writeString(
        purposes, Files.readString(purposes) + "- {code: relief, name: {zh: 济, en: relief}}\n");
    Path list = world.resolve("negative-list.yaml");
    Files.writeString(
        list,
        Files.readString(list).replace("purposes: [assistance]", "purposes: [assistance, relief]"));

    assertThat(told(world, "2026-06-01")).containsExactly("purposes.yaml:2:10 ungranted-purpose");
  }

  /** The key is in one category and the name in another, and both govern. */
  @Test
  void conditions_on_one_field_that_exclude_each_other_are_told() throws IOException {
    for (List<String> change :
        List.of(
            List.of("answers: [masked, verify]", "answers: []"),
            List.of("recipients: [MCA]", "recipients: []"),
            List.of("purposes: [assistance]", "purposes: []"))) {
      assertThat(changed("negative-list.yaml", change.getFirst(), change.getLast()))
          .as(change.getLast())
          .anyMatch(one -> one.endsWith(" contradiction"));
    }
  }

  /** No grant of what ships, and none kept, lets a prohibited field out. */
  @Test
  void no_grant_whatever_it_covers_reaches_a_prohibited_field() {
    LoadResult.Loaded shipped = TestPolicies.shipped();
    List<Grant> everything =
        shipped.grants().stream().map(grant -> covering(grant, shipped.policy())).toList();

    Outcomes outcomes = new Outcomes(shipped.policy(), everything);

    int prohibited = 0;
    for (Resource resource : shipped.policy().resources()) {
      List<String> names = resource.fields().stream().map(Field::name).toList();
      Outcomes.Of of = outcomes.new Of(resource.id(), names);
      for (Grant grant : everything) {
        Standing standing =
            of.standing(
                new Requester(grant.grantee(), grant.systems().iterator().next()), grant.purpose());
        for (var cell : of.outcomes(standing).entrySet()) {
          boolean never =
              resource.field(cell.getKey().field()).orElseThrow().categories().stream()
                  .anyMatch(code -> shipped.policy().category(code).orElseThrow().prohibited());
          if (never) {
            prohibited++;
            assertThat(cell.getValue())
                .isEqualTo(Outcomes.always(new Outcome.Denied(RefusalCode.PROHIBITED)));
          }
        }
      }
    }
    assertThat(prohibited).isPositive();
  }

  private static Grant covering(Grant grant, Policy policy) {
    Resource resource = policy.resource(grant.resource()).orElseThrow();
    return new Grant(
        grant.id(),
        grant.grantee(),
        grant.systems(),
        grant.resource(),
        resource.fields().stream().map(Field::name).collect(Collectors.toSet()),
        grant.purpose(),
        Set.of(AnswerForm.values()),
        grant.from(),
        grant.until(),
        grant.quota(),
        GrantState.ACTIVE);
  }

  private List<String> changed(String file, String old, String text) throws IOException {
    Path world = world();
    Path path = world.resolve(file);
    String before = Files.readString(path);
    assertThat(before).contains(old);
    Files.writeString(path, before.replace(old, text));
    return told(world, "2026-06-01");
  }

  private Path world() throws IOException {
    return TestPolicies.copy(
        TestPolicies.RESOURCES.resolve("small"),
        Files.createTempDirectory(folder, "world").resolve("policy"));
  }

  private static List<String> told(Path world, String today) {
    return switch (PolicyLoader.lint(world, LocalDate.parse(today))) {
      case LoadResult.Faulty faulty -> throw new AssertionError(faulty.faults().toString());
      case LoadResult.Loaded loaded ->
          loaded.notices().stream()
              .map(one -> one.file() + ":" + one.line() + ":" + one.column() + " " + one.code())
              .toList();
    };
  }
}
