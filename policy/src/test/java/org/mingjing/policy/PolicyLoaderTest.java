package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyLoaderTest {

  private static final Path SMALL = TestPolicies.RESOURCES.resolve("small");

  @TempDir private Path folder;

  @Test
  void loads_every_document_that_ships() {
    LoadResult.Loaded loaded = TestPolicies.shipped();

    Policy policy = loaded.policy();
    assertThat(policy.departments()).hasSize(28);
    assertThat(policy.categories()).hasSize(136);
    assertThat(policy.categories()).filteredOn(Category::prohibited).hasSize(48);
    assertThat(policy.resources()).hasSize(53);
    assertThat(policy.systems()).hasSize(23);
    assertThat(loaded.grants()).hasSize(63);
    assertThat(policy.digest()).matches("sha256:[0-9a-f]{64}");
  }

  @Test
  void marks_what_rests_on_a_duty_of_secrecy_alone() {
    LoadResult.Loaded loaded = TestPolicies.shipped();

    assertThat(loaded.notices())
        .filteredOn(notice -> notice.code().equals("needs-legal-confirmation"))
        .hasSize(15)
        .allMatch(notice -> notice.file().equals("negative-list.yaml") && notice.line() > 1);
    assertThat(loaded.policy().categories())
        .filteredOn(Category::needsLegalConfirmation)
        .hasSize(15);
  }

  @Test
  void faults_are_listed_with_their_places_in_one_language_at_a_time() {
    Text message = new Text("须写明", "is missing");
    Fault fault = new Fault("grants.yaml", 3, 5, "missing", message);

    Text listed = Fault.listed(new Text("有误：", "at fault:"), List.of(fault, fault));

    assertThat(listed.zh().lines())
        .containsExactly("有误：", "  grants.yaml:3:5 missing：须写明", "  grants.yaml:3:5 missing：须写明");
    assertThat(listed.en().lines())
        .containsExactly("at fault:", "  grants.yaml:3:5 missing: is missing", "  " + fault);
  }

  @Test
  void shows_every_remark_that_no_rule_enforces() {
    LoadResult.Loaded loaded = TestPolicies.shipped();
    long remarks =
        loaded.policy().categories().stream()
            .flatMap(category -> category.condition().stream())
            .filter(condition -> condition.unmechanised().isPresent())
            .count();

    assertThat(remarks).isPositive();
    assertThat(loaded.notices())
        .filteredOn(notice -> notice.code().equals("unmechanised"))
        .hasSize((int) remarks)
        .allMatch(notice -> notice.file().equals("negative-list.yaml") && notice.line() > 1);
  }

  @Test
  void names_all_faults_of_all_documents_at_once() throws IOException {
    Path world = TestPolicies.copy(SMALL, folder.resolve("world"));
    replace(world, "departments.yaml", "categories: 3", "categories: three");
    replace(world, "negative-list.yaml", "level: L3", "level: L9");
    replace(world, "negative-list.yaml", "basisKind: express_ban", "basisKind: condition");
    replace(world, "catalogue/mps.yaml", "mask: name", "mask: none");
    replace(world, "grants.yaml", "purpose: assistance", "purpose: leisure");
    Files.delete(world.resolve("systems.yaml"));
    Files.writeString(world.resolve("purpose.yaml"), "[]");

    assertThat(TestPolicies.faults(world))
        .extracting(fault -> fault.file() + " " + fault.code())
        .containsExactly(
            "catalogue/mps.yaml mask-none-without-reason",
            "departments.yaml wrong-type",
            "negative-list.yaml unknown-word",
            "negative-list.yaml basis-kind-mismatch",
            "purpose.yaml unknown-document",
            "systems.yaml missing-document");
  }

  @Test
  void a_broken_register_does_not_bury_the_rest_in_unknown_references() throws IOException {
    Path world = TestPolicies.copy(SMALL, folder.resolve("world"));
    Files.writeString(world.resolve("departments.yaml"), "- {code: MPS");

    assertThat(TestPolicies.faults(world)).extracting(Fault::code).containsExactly("yaml-syntax");
  }

  @Test
  void refuses_what_is_not_utf_8() throws IOException {
    Path world = TestPolicies.copy(SMALL, folder.resolve("world"));
    Files.write(
        world.resolve("purposes.yaml"),
        "- {code: a, name: é}".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(TestPolicies.faults(world)).extracting(Fault::code).containsExactly("not-utf-8");
  }

  @Test
  void refuses_a_file_that_is_too_large() throws IOException {
    Path world = TestPolicies.copy(SMALL, folder.resolve("world"));
    Files.writeString(world.resolve("purposes.yaml"), "#".repeat(YamlReader.MAX_BYTES + 1));

    assertThat(TestPolicies.faults(world)).extracting(Fault::code).containsExactly("too-large");
  }

  @Test
  void refuses_more_nodes_than_a_policy_needs() throws IOException {
    Path world = TestPolicies.copy(SMALL, folder.resolve("world"));
    Files.writeString(
        world.resolve("purposes.yaml"), "[" + "[],".repeat(YamlReader.MAX_NODES) + "]");

    assertThat(TestPolicies.faults(world)).extracting(Fault::code).containsExactly("too-deep");
  }

  @Test
  void refuses_an_empty_document() throws IOException {
    Path world = TestPolicies.copy(SMALL, folder.resolve("world"));
    Files.writeString(world.resolve("purposes.yaml"), "# nothing\n");

    assertThat(TestPolicies.faults(world))
        .extracting(Fault::code)
        .containsExactly("empty-document");
  }

  @Test
  void refuses_a_folder_that_is_not_there() {
    assertThat(TestPolicies.faults(folder.resolve("nowhere")))
        .extracting(Fault::code)
        .contains("unreadable", "missing-document");
  }

  @Test
  void a_fault_beside_it_hides_no_missing_category() throws IOException {
    Path world = TestPolicies.copy(SMALL, folder.resolve("world"));
    replace(world, "departments.yaml", "categories: 3", "categories: 4");
    replace(world, "negative-list.yaml", "level: L3", "level: L9");

    assertThat(TestPolicies.faults(world))
        .extracting(Fault::code)
        .containsExactly("category-count", "unknown-word");
  }

  @Test
  void a_grant_is_judged_by_what_can_be_read_of_it() throws IOException {
    Path world = TestPolicies.copy(SMALL, folder.resolve("world"));
    replace(world, "grants.yaml", "until: 2026-12-31", "until: 2036-12-31");
    replace(world, "grants.yaml", "perDay: 100", "perDay: many");
    replace(world, "grants.yaml", "fields: [id_number", "fields: [fingerprint");

    assertThat(TestPolicies.faults(world))
        .extracting(Fault::code)
        .containsExactly("grant-prohibited", "grant-too-long", "wrong-type");
  }

  @Test
  void a_fault_of_a_grant_stands_at_the_value_that_is_wrong() throws IOException {
    Path world = TestPolicies.copy(SMALL, folder.resolve("world"));
    replace(
        world, "grants.yaml", "systems: [mca-assistance]", "systems: [x-1, mca-assistance, x-2]");
    replace(world, "grants.yaml", "fields: [id_number", "fields: [nickname, fingerprint");
    replace(world, "grants.yaml", "answers: [masked", "answers: [full, masked, status");

    assertThat(TestPolicies.faults(world))
        .extracting(fault -> fault.line() + ":" + fault.column() + " " + fault.code())
        .containsExactly(
            "2:40 unknown-system",
            "2:61 unknown-system",
            "4:12 unknown-field",
            "4:22 grant-prohibited",
            "6:13 answer-not-served",
            "6:27 answer-not-served");
  }

  @Test
  void a_fault_of_the_system_hides_no_fault_of_the_grant() throws IOException {
    Path world = TestPolicies.copy(SMALL, folder.resolve("world"));
    replace(world, "grants.yaml", "until: 2026-12-31", "until: 2036-12-31");
    replace(world, "systems.yaml", "assurance: 2", "assurance: 9");

    assertThat(TestPolicies.faults(world))
        .extracting(Fault::code)
        .containsExactly("grant-too-long", "wrong-type");
  }

  @Test
  void codes_that_cannot_be_read_are_told_as_that_and_as_nothing_else() throws IOException {
    Path world = TestPolicies.copy(SMALL, folder.resolve("world"));
    replace(world, "negative-list.yaml", "code: MPS-01", "code: MPS_01");
    replace(world, "negative-list.yaml", "code: MPS-02", "code: MPS_02");

    assertThat(TestPolicies.faults(world))
        .extracting(Fault::code)
        .containsExactly("malformed-identifier", "malformed-identifier");
  }

  @ParameterizedTest
  @ValueSource(strings = {"catalogue/extra.YAML", "Grants.YML", "old/grants.yaml"})
  void a_document_that_is_not_read_is_told(String name) throws IOException {
    Path world = TestPolicies.copy(SMALL, folder.resolve("world"));
    Path document = world.resolve(name);
    Files.createDirectories(Objects.requireNonNull(document.getParent()));
    Files.writeString(document, "[]");

    assertThat(TestPolicies.faults(world))
        .extracting(fault -> fault.file() + " " + fault.code())
        .containsExactly(name + " unknown-document");
  }

  @Test
  void a_catalogue_in_folders_is_read() throws IOException {
    Path world = TestPolicies.copy(SMALL, folder.resolve("world"));
    Path document = world.resolve("catalogue/more/extra.yaml");
    Files.createDirectories(Objects.requireNonNull(document.getParent()));
    Files.writeString(document, "- rubbish\n");

    assertThat(TestPolicies.faults(world))
        .extracting(Fault::file)
        .containsExactly("catalogue/more/extra.yaml");
  }

  private static void replace(Path world, String file, String old, String now) throws IOException {
    Path path = world.resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(old);
    Files.writeString(path, text.replaceFirst(Pattern.quote(old), now));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: jdbc, connection: mps, table: registered}",
        "{type: jdbc, connection: other, table: resident}",
        "{type: http, connection: mps, path: /resident}",
        "{type: kafka, connection: mps, topic: resident}"
      })
  void a_column_of_the_same_name_elsewhere_may_have_other_categories(String source)
      throws IOException {
    assertThat(TestPolicies.faults(withCopies(source))).isEmpty();
  }

  @Test
  void topics_whose_names_differ_before_a_dot_are_two() throws IOException {
    Path world = withCopies("{type: kafka, connection: mps, topic: b.resident}");
    replace(
        world,
        "catalogue/mps.yaml",
        "{type: jdbc, connection: mps, table: resident}",
        "{type: kafka, connection: mps, topic: a.resident}");
    assertThat(TestPolicies.faults(world)).isEmpty();

    replace(world, "catalogue/copies.yaml", "topic: b.resident", "topic: a.resident");
    assertThat(TestPolicies.faults(world)).extracting(Fault::code).containsExactly("shared-column");
  }

  @Test
  void resources_of_one_table_load_if_they_classify_its_columns_alike() throws IOException {
    Path world = withCopies("{type: jdbc, connection: mps, table: resident}");
    Path list = world.resolve("catalogue/copies.yaml");
    assertThat(TestPolicies.faults(world))
        .extracting(Fault::file, Fault::code)
        .containsExactly(tuple("catalogue/mps.yaml", "shared-column"));

    Files.writeString(
        list,
        Files.readString(list)
            .replace("categories: open, openBasis: {zh: 甲, en: a}}", "categories: [MPS-02]}"));

    assertThat(TestPolicies.faults(world)).isEmpty();
  }

  private Path withCopies(String source) throws IOException {
    Path world = TestPolicies.copy(SMALL, folder.resolve("world"));
    Files.writeString(
        world.resolve("catalogue/copies.yaml"),
        """
        - id: mps.copies
          department: MPS
          name: {zh: 副本, en: copies}
          authoritative: false
          subject: {type: person, field: id_number}
          source: %s
          answers: [masked]
          maxRecords: 1
          fields:
            - {name: id_number, type: person-id, categories: [MPS-01], mask: id-number}
            - {name: print_code, column: fingerprint, type: string, categories: open, openBasis: {zh: 甲, en: a}}
        """
            .formatted(source));
    return world;
  }
}
