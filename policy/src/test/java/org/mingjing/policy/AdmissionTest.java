package org.mingjing.policy;

import static java.util.regex.Matcher.quoteReplacement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What may be published no more loads all the same, where it was published before. */
class AdmissionTest {

  private static final Policy SMALL =
      TestPolicies.loaded(TestPolicies.RESOURCES.resolve("small")).policy();

  /** A change of the canonical documents that breaks a rule of admission and nothing else. */
  record Breach(String code, String file, String before, String after) {
    @Override
    public String toString() {
      return code + " in " + file;
    }

    Map<String, byte[]> documents() {
      Map<String, byte[]> documents = SMALL.documents();
      String text = CanonicalJson.text(Objects.requireNonNull(documents.get(file)));
      assertThat(text).contains(before);
      documents.put(
          file,
          CanonicalJson.canonical(
              text.replaceFirst(Pattern.quote(before), quoteReplacement(after))));
      return documents;
    }
  }

  static Stream<Breach> breaches() {
    String resources = "catalogue/mps.yaml";
    return Stream.of(
        new Breach("category-count", "departments.yaml", "\"categories\":3", "\"categories\":4"),
        new Breach("rank-too-low", "instruments.yaml", "\"rank\":\"law\"", "\"rank\":\"treaty\""),
        new Breach(
            "unknown-field",
            "negative-list.yaml",
            "\"withhold\":[\"workplace\"]",
            "\"withhold\":[\"work_place\"]"),
        new Breach(
            "shared-column",
            resources,
            "\"name\":\"workplace\"",
            "\"column\":\"name\",\"name\":\"workplace\""),
        new Breach("two-authorities", resources, "[{", "[" + copy("other_table", "MPS-01") + ",{"),
        new Breach("shared-column", resources, "[{", "[" + copy("resident", "MPS-02") + ",{"),
        new Breach(
            "unknown-department",
            "negative-list.yaml",
            "\"withholdText\":\"workplace\"",
            "\"when\":\"caller.department == \\\"MCB\\\"\",\"withholdText\":\"workplace\""));
  }

  /** Another resource that is the source of names. */
  private static String copy(String table, String category) {
    return """
    {"answers":["verify"],"authoritative":true,"department":"MPS","fields":[
    {"categories":["MPS-01"],"mask":"id-number","name":"id_number","type":"person-id"},
    {"categories":["%s"],"mask":"name","name":"name","type":"string"}],
    "id":"mps.copies","maxRecords":1,"name":{"en":"copies","zh":"副本"},
    "source":{"connection":"mps","table":"%s","type":"jdbc"},
    "subject":{"field":"id_number","type":"person"}}\
    """
        .formatted(category, table);
  }

  @ParameterizedTest
  @MethodSource("breaches")
  void a_rule_of_admission_holds_for_proposals_and_not_for_what_was_published(Breach breach) {
    Map<String, byte[]> documents = breach.documents();

    assertThat(PolicyLoader.load(documents))
        .isInstanceOfSatisfying(
            LoadResult.Faulty.class,
            faulty -> assertThat(faulty.faults()).extracting(Fault::code).contains(breach.code()));
    assertThat(Policy.ofDocuments(documents).documents().keySet()).isEqualTo(documents.keySet());
    assertThatThrownBy(() -> Policy.toDecide(documents))
        .as("and none decides calls that has a gap which is closed since")
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(breach.code());
  }

  @Test
  void what_keeps_the_rules_of_today_may_decide() {
    assertThat(Policy.toDecide(SMALL.documents())).isEqualTo(SMALL);
  }

  /** Deciding relies on what fields, categories and conditions are. */
  @Test
  void what_deciding_relies_on_is_asked_of_every_policy() {
    Map<String, byte[]> documents =
        new Breach("unknown-word", "catalogue/mps.yaml", "\"mask\":\"name\"", "\"mask\":\"names\"")
            .documents();

    assertThatThrownBy(() -> Policy.ofDocuments(documents))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown-word");
  }
}
