package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
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
        .containsExactly("grants.yaml:1:7 dead-grant");
  }

  @Test
  void a_grant_that_no_call_could_rely_on_is_dead() throws IOException {
    for (List<String> change :
        List.of(
            List.of("grants.yaml", "  quota:", "  state: revoked\n  quota:"),
            List.of("grants.yaml", "fields: [id_number, name]", "fields: [name]"),
            List.of("negative-list.yaml", "recipients: [MCA]", "recipients: [MPS]"),
            List.of("negative-list.yaml", "purposes: [assistance]", "purposes: []"),
            List.of("negative-list.yaml", "answers: [masked, verify]", "answers: [verify]"))) {
      Path world = world();
      Path file = world.resolve(change.getFirst());
      String text = Files.readString(file);
      Files.writeString(file, text.replace(change.get(1), change.getLast()));
      assertThat(Files.readString(file)).isNotEqualTo(text);

      assertThat(told(world, "2026-06-01"))
          .as(change.getLast())
          .containsExactly("grants.yaml:1:7 dead-grant");
    }
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
