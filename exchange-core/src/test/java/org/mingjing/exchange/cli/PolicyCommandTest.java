package org.mingjing.exchange.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PolicyCommandTest {

  private static final Path SHIPPED = Path.of("..", "config", "policy");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int run(String... args) {
    CommandLine line = new CommandLine(new PolicyCommand());
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(args);
  }

  @Test
  void lint_of_what_ships_counts_the_notices_by_kind() {
    assertThat(run("lint", SHIPPED.toString(), "--output", "json")).isZero();

    JsonNode report = JsonMapper.shared().readTree(out.toString());
    assertThat(report.path("loads").asBoolean()).isTrue();
    assertThat(report.path("draft").path("en").asString()).contains("draft");
    for (String kind :
        new String[] {
          "unmechanised",
          "needs-legal-confirmation",
          "relies-asserted",
          "unused-purpose",
          "dead-grant"
        }) {
      long listed =
          report
              .path("notices")
              .valueStream()
              .filter(notice -> notice.path("code").asString().equals(kind))
              .count();
      assertThat(report.path("counts").path(kind).asLong(-1)).as(kind).isEqualTo(listed);
    }
    assertThat(report.path("counts").path("needs-legal-confirmation").asInt()).isEqualTo(15);
  }

  @Test
  void lint_says_every_fault_with_its_place_in_both_languages() throws IOException {
    Path broken = copy();
    replace(broken.resolve("negative-list.yaml"), "level: L3", "level: L9");
    replace(broken.resolve("purposes.yaml"), "code: audit", "code: Audit");

    assertThat(run("lint", broken.toString())).isEqualTo(Main.REFUSED);

    assertThat(out.toString())
        .containsPattern("negative-list.yaml:\\d+:\\d+  unknown-word")
        .containsPattern("purposes.yaml:\\d+:\\d+  malformed-identifier")
        .contains("请改为其中之一")
        .contains("write one of")
        .contains("faults: ");
  }

  @Test
  void test_of_what_ships_passes_and_leaves_nothing_untested() {
    assertThat(run("test", SHIPPED.toString(), "--output", "json")).as(out.toString()).isZero();

    JsonNode report = JsonMapper.shared().readTree(out.toString());
    assertThat(report.path("good").asBoolean()).isTrue();
    assertThat(report.path("failed").asInt(-1)).isZero();
    assertThat(report.path("passed").asInt()).isEqualTo(report.path("cases").size());
    assertThat(report.path("rules").valueStream().map(one -> one.path("category")).distinct())
        .hasSize(136);
    assertThat(report.path("rules").valueStream().map(one -> one.path("tested").asBoolean()))
        .doesNotContain(false);
    assertThat(report.path("draft").path("zh").asString()).contains("草案");
    out.getBuffer().setLength(0);

    assertThat(run("test", SHIPPED.toString())).isZero();
    assertThat(out.toString())
        .contains("通过 / passed", "未通过 / failed", "规则 / rules tested", "草案")
        .containsPattern("数据类 / categories +136 / 136\n")
        .doesNotContain("预期 / expected", "没有通过的测试");
  }

  @Test
  void a_test_that_fails_is_shown_with_its_place_and_what_came_beside_what_was_expected()
      throws IOException {
    Path broken = copy();
    replace(broken.resolve("negative-list.yaml"), "retentionDays: 30", "retentionDays: 31");

    assertThat(run("test", broken.toString())).isEqualTo(Main.REFUSED);

    assertThat(out.toString())
        .containsPattern("tests/mps.yaml:\\d+  MPS-01-permitted\n")
        .containsPattern("    +预期 / expected +实得 / got\n")
        .containsPattern("obligations +limit 1,.*retain 30    +limit 1,.*retain 31\n")
        .contains("民政部办理", "MCA obtains", "理由 / reason", "permitted; fields that leave: value")
        .contains("没有通过的测试写明以下规则", "    condition:MPS-01  ")
        .containsPattern("数据类 / categories +135 / 136\n");
    out.getBuffer().setLength(0);
    assertThat(run("test", broken.toString(), "--output", "json")).isEqualTo(Main.REFUSED);
    JsonNode report = JsonMapper.shared().readTree(out.toString());
    JsonNode failed =
        report
            .path("cases")
            .valueStream()
            .filter(one -> one.path("id").asString().equals("MPS-01-permitted"))
            .findFirst()
            .orElseThrow();
    assertThat(report.path("good").asBoolean(true)).isFalse();
    assertThat(report.path("failed").asInt()).isPositive();
    assertThat(failed.path("passed").asBoolean(true)).isFalse();
    assertThat(failed.path("place").asString()).matches("tests/mps\\.yaml:\\d+");
    JsonNode difference = failed.path("differences").path(0);
    assertThat(difference.path("what").asString()).isEqualTo("obligations");
    assertThat(difference.path("expected").asString()).contains("retain 30");
    assertThat(difference.path("got").asString()).contains("retain 31");
  }

  @Test
  void a_rule_that_no_test_names_is_refused_though_every_test_passes() throws IOException {
    Path less = copy();
    replace(less.resolve("tests/mps.yaml"), ", rules: [condition.batch:MPS-01]", "");

    assertThat(run("test", less.toString())).isEqualTo(Main.REFUSED);

    assertThat(out.toString())
        .containsPattern("rules:\n    condition.batch:MPS-01 +常住人口户籍登记信息 / Household")
        .containsPattern("未通过 / failed +0\n");
  }

  @Test
  void a_test_that_names_what_is_not_there_is_a_fault_of_the_policy() throws IOException {
    Path broken = copy();
    replace(broken.resolve("tests/mps.yaml"), "purpose: social-assistance", "purpose: assistance");

    assertThat(run("test", broken.toString())).isEqualTo(Main.REFUSED);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).containsPattern("tests/mps.yaml:\\d+:\\d+  unknown-purpose");
    assertThat(run("lint", broken.toString())).isEqualTo(Main.REFUSED);
  }

  @Test
  void digest_names_both_digests_and_follows_the_documents() throws IOException {
    Path other = copy();
    assertThat(run("digest", SHIPPED.toString(), "--output", "json")).isZero();
    JsonNode first = JsonMapper.shared().readTree(out.toString());
    out.getBuffer().setLength(0);
    replace(other.resolve("grants.yaml"), "perSubjectPerDay: 20", "perSubjectPerDay: 21");
    assertThat(run("digest", other.toString(), "--output", "json")).isZero();
    JsonNode second = JsonMapper.shared().readTree(out.toString());

    assertThat(first.path("policy").asString()).matches("sha256:[0-9a-f]{64}");
    assertThat(second.path("policy")).isEqualTo(first.path("policy"));
    assertThat(second.path("grants")).isNotEqualTo(first.path("grants"));
  }

  @Test
  void diff_lists_what_changes_for_whom_on_which_days() throws IOException {
    Path other = copy();
    replace(other.resolve("grants.yaml"), "until: 2027-12-31", "until: 2027-12-30");

    assertThat(run("diff", SHIPPED.toString(), other.toString(), "--output", "json")).isZero();

    JsonNode report = JsonMapper.shared().readTree(out.toString());
    JsonNode change = report.path("changes").path(0);
    assertThat(report.path("counts").path("refused").asLong()).isPositive();
    assertThat(change.path("change").asString()).isEqualTo("refused");
    assertThat(change.path("systems").path(0).path("department").asString()).isNotEmpty();
    assertThat(change.path("from").asString()).isEqualTo("2027-12-31");
    assertThat(change.path("until").asString()).isEqualTo("2027-12-31");
    assertThat(change.path("after").path("code").asString()).isEqualTo("grant-expired");
  }

  @Test
  void diff_says_in_both_languages_that_an_expression_changed() throws IOException {
    Path other = copy();
    replace(
        other.resolve("negative-list.yaml"),
        "retentionDays: 30",
        "retentionDays: 30\n    when: call.officerStated");

    assertThat(run("diff", SHIPPED.toString(), other.toString())).isZero();

    assertThat(out.toString())
        .contains("condition-changed  条件变化")
        .contains("single-subject & (call.officerStated)", "MCA/mca-assistance");
  }

  @Test
  void diff_of_a_folder_that_does_not_load_says_its_faults() throws IOException {
    Path broken = copy();
    replace(broken.resolve("negative-list.yaml"), "level: L3", "level: L9");

    assertThat(run("diff", SHIPPED.toString(), broken.toString())).isEqualTo(Main.REFUSED);

    assertThat(err.toString()).contains("unknown-word");
  }

  @Test
  void matrix_shows_each_category_for_each_department() {
    assertThat(run("matrix", SHIPPED.toString(), "--output", "json")).isZero();
    JsonNode categories = JsonMapper.shared().readTree(out.toString()).path("categories");
    out.getBuffer().setLength(0);
    assertThat(run("matrix", SHIPPED.toString())).isZero();

    assertThat(categories).hasSize(136);
    assertThat(categories.path("MPS-01")).hasSize(28);
    assertThat(categories.path("MPS-01").path("MCA").path("forms").valueStream())
        .extracting(JsonNode::asString)
        .containsExactly("verify", "masked");
    assertThat(categories.path("MPS-01").path("NBS").path("reach").asString()).isEqualTo("no");
    assertThat(out.toString().lines().filter(line -> line.startsWith("MPS-01"))).hasSize(1);
    assertThat(out.toString().lines().mapToInt(String::length).max().orElse(0))
        .isLessThanOrEqualTo(110);
  }

  @Test
  void a_conditional_category_is_explained_in_both_languages() {
    assertThat(run("explain", "MPS-01", "--policy", SHIPPED.toString())).isZero();

    assertThat(out.toString())
        .contains("常住人口户籍登记信息", "Household registration")
        .contains("有条件共享", "conditional")
        .contains("L3", "MCA, MNR, MOE")
        .contains("social-assistance（社会救助", "masked-record")
        .contains("former_name", "法定职责", "a statutory duty")
        .contains("30 天", "30 days", "《居民身份证法》第6条[H]")
        .contains("草案", "not an official document");
  }

  @Test
  void what_needs_legal_confirmation_says_so() {
    assertThat(run("lint", SHIPPED.toString(), "--output", "json")).isZero();
    String text =
        JsonMapper.shared()
            .readTree(out.toString())
            .path("notices")
            .valueStream()
            .filter(one -> one.path("code").asString().equals("needs-legal-confirmation"))
            .findFirst()
            .orElseThrow()
            .path("en")
            .asString();
    out.getBuffer().setLength(0);

    assertThat(run("explain", text.split(" ", 2)[0], "--policy", SHIPPED.toString())).isZero();

    assertThat(out.toString())
        .contains("prohibited; no grant changes that")
        .contains("needs-legal-confirmation");
  }

  @Test
  void a_resource_and_a_field_are_explained_with_their_categories() {
    assertThat(run("explain", "mps.resident-register", "--policy", SHIPPED.toString())).isZero();
    assertThat(out.toString())
        .contains("name: MPS-01, mask name", "district_code: open", "birth_date: MPS-01")
        .contains("MPS-01 Household");
    out.getBuffer().setLength(0);

    assertThat(
            run(
                "explain",
                "mps.resident-register.sex",
                "--policy",
                SHIPPED.toString(),
                "--output",
                "json"))
        .isZero();
    assertThat(out.toString())
        .contains("sex: MPS-01, mask none", "two values")
        .doesNotContain("birth_date");
    assertThat(JsonMapper.shared().readTree(out.toString()).isArray()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"MPS-99", "mps.nowhere", "mps.resident-register.nickname", "x", ""})
  void what_is_not_there_is_refused_with_a_hint(String what) {
    assertThat(run("explain", what, "--policy", SHIPPED.toString())).isEqualTo(Main.REFUSED);
    assertThat(err.toString()).contains("没有数据类").contains("such as MPS-01");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "lnit",
        "lint nowhere",
        "lint a b",
        "lint --output xml",
        "test nowhere",
        "test a b",
        "test --output xml",
        "digest nowhere",
        "digest --outptu json",
        "explain",
        "explain MPS-01 --policy nowhere",
        "explain MPS-01 MPS-02"
      })
  void bad_arguments_are_a_matter_of_usage(String line) {
    String[] args = Stream.of(line.split(" ")).filter(one -> !one.isEmpty()).toArray(String[]::new);

    assertThat(run(args)).as(line).isEqualTo(Main.USAGE);

    assertThat(err.toString()).isNotBlank();
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void what_does_not_load_is_neither_explained_nor_digested() throws IOException {
    Path broken = copy();
    replace(broken.resolve("negative-list.yaml"), "level: L3", "level: L9");

    assertThat(run("digest", broken.toString())).isEqualTo(Main.REFUSED);
    assertThat(run("explain", "MPS-01", "--policy", broken.toString())).isEqualTo(Main.REFUSED);

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("unknown-word");
  }

  private Path copy() throws IOException {
    Path target = Files.createTempDirectory(folder, "policy");
    try (Stream<Path> tree = Files.walk(SHIPPED)) {
      for (Path path : (Iterable<Path>) tree::iterator) {
        Path copied = target.resolve(SHIPPED.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(copied);
        } else {
          Files.copy(path, copied);
        }
      }
    }
    return target;
  }

  private static void replace(Path file, String old, String now) throws IOException {
    String text = Files.readString(file);
    int at = text.indexOf(old);
    assertThat(at).as(old).isNotNegative();
    Files.writeString(file, text.substring(0, at) + now + text.substring(at + old.length()));
  }
}
