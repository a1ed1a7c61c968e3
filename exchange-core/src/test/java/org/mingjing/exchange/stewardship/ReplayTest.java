package org.mingjing.exchange.stewardship;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.evidence.Inputs;
import org.mingjing.exchange.evidence.LoggedCall;
import org.mingjing.exchange.evidence.RandomQuestions;
import org.mingjing.exchange.evidence.Recorded;
import org.mingjing.policy.AnswerForm;
import org.mingjing.policy.Asserted;
import org.mingjing.policy.DailyLimit;
import org.mingjing.policy.Decision;
import org.mingjing.policy.DepartmentId;
import org.mingjing.policy.Grant;
import org.mingjing.policy.LoadResult;
import org.mingjing.policy.OpenLimits;
import org.mingjing.policy.Permit;
import org.mingjing.policy.PolicyLoader;
import org.mingjing.policy.PurposeId;
import org.mingjing.policy.Question;
import org.mingjing.policy.ResourceId;
import org.mingjing.policy.SystemClient;
import org.mingjing.policy.SystemId;
import org.postgresql.ds.PGSimpleDataSource;

/** What becomes of one call under a draft, for each kind of change. */
class ReplayTest {
  private static final Path SHIPPED = Path.of("..", "config", "policy");
  private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");
  private static final LivePolicy.Snapshot LIVE = snapshot(SHIPPED);
  private static final List<String> FIELDS = List.of("name", "birth_date");

  @TempDir private Path folder;

  private static LivePolicy.Snapshot snapshot(Path folder) {
    LoadResult loaded = PolicyLoader.load(folder);
    assertThat(loaded).isInstanceOf(LoadResult.Loaded.class);
    return new LivePolicy(
            ((LoadResult.Loaded) loaded).policy(), ((LoadResult.Loaded) loaded).grants())
        .current();
  }

  /** The shipped policy, changed; its tests are left out, since they name what is dropped. */
  private LivePolicy.Snapshot changed(String file, String before, String after) {
    try (Stream<Path> tree = Files.walk(SHIPPED)) {
      Path copy = Files.createTempDirectory(folder, "draft");
      for (Path path : tree.filter(Files::isRegularFile).toList()) {
        Path to = copy.resolve(SHIPPED.relativize(path).toString());
        if (!to.startsWith(copy.resolve("tests"))) {
          Files.createDirectories(to.getParent());
          Files.copy(path, to);
        }
      }
      Path changed = copy.resolve(file);
      String text = Files.readString(changed);
      assertThat(text).contains(before);
      int at = text.indexOf(before);
      Files.writeString(
          changed, text.substring(0, at) + after + text.substring(at + before.length()));
      return snapshot(copy);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Question asked(
      String purpose, AnswerForm form, boolean partial, List<String> fields) {
    return new Question(
        new SystemId("mca-assistance"),
        new DepartmentId("MCA"),
        2,
        "government-extranet",
        new ResourceId("mps.resident-register"),
        fields,
        new PurposeId(purpose),
        form,
        partial,
        Optional.empty(),
        Optional.empty(),
        true,
        true,
        1,
        false,
        Asserted.NOTHING);
  }

  private static Question masked() {
    return asked("social-assistance", AnswerForm.MASKED, false, FIELDS);
  }

  private static LoggedCall recorded(Question question) {
    return Recorded.call(7, LIVE.decider().decide(question, JUNE));
  }

  private static ImpactReport report(
      LivePolicy.Snapshot live, LivePolicy.Snapshot draft, LoggedCall... calls) throws Exception {
    PastPolicies none = new PastPolicies(new PGSimpleDataSource(), List.of());
    Impact.Draft with = new Impact.Draft(draft.policy(), Optional.empty());
    Replay replay = Replay.of(live, with, none);
    ImpactTally tally = new ImpactTally(2);
    for (LoggedCall call : calls) {
      tally.count(replay.of(call));
    }
    LocalDate day = LocalDate.ofInstant(JUNE, Grant.ZONE);
    return tally.report(new ImpactReport.Basis(new Impact.Window(day, day), live, with));
  }

  private static <K> ImpactReport.Part part(Map<K, ImpactReport.Part> parts, K key) {
    return Optional.ofNullable(parts.get(key)).orElseThrow();
  }

  private static Map<String, Long> counts(ImpactReport report) {
    return Stream.concat(
            report.changes().entrySet().stream()
                .map(one -> Map.entry(one.getKey().wireName(), one.getValue().calls())),
            report.unknown().entrySet().stream()
                .map(one -> Map.entry(one.getKey(), one.getValue().calls())))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Test
  void a_purpose_that_the_draft_drops_refuses_and_one_that_it_adds_permits() throws Exception {
    LivePolicy.Snapshot less =
        changed(
            "negative-list.yaml",
            "purposes: [social-assistance, school-entry,",
            "purposes: [school-entry,");
    LoggedCall call = recorded(masked());

    ImpactReport refused = report(LIVE, less, call);
    assertThat(counts(refused)).isEqualTo(Map.of("newly-refused", 1L));
    ImpactReport.Part part = part(refused.changes(), ImpactReport.Change.NEWLY_REFUSED);
    ImpactReport.Told told = part.examples().getFirst().told().orElseThrow();
    assertThat(told.before().permitted()).isTrue();
    assertThat(told.before().grant().orElseThrow().value()).isEqualTo("G-2026-0001");
    assertThat(told.after().code()).contains("condition-not-met");
    assertThat(told.inputs().question()).isEqualTo(masked());
    assertThat(part.groups())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.group().toString())
              .contains("mps.resident-register", "social-assistance", "mca-assistance");
          assertThat(one.calls()).isEqualTo(1);
        });

    ImpactReport permitted =
        report(less, LIVE, Recorded.call(7, less.decider().decide(masked(), JUNE)));
    assertThat(counts(permitted)).isEqualTo(Map.of("newly-permitted", 1L));
  }

  @Test
  void another_mask_limit_or_withheld_field_is_masked_differently() throws Exception {
    String vehicles =
        "maxRecords: 1\n  fields:\n    - {name: id_number, type: person-id, categories: [MPS-01]";
    for (LivePolicy.Snapshot draft :
        List.of(
            changed("catalogue/mps.yaml", "mask: date-year", "mask: withheld"),
            changed(
                "catalogue/mps.yaml", vehicles, vehicles.replace("maxRecords: 1", "maxRecords: 2")),
            changed(
                "negative-list.yaml",
                "withhold: [former_name,",
                "withhold: [birth_date, former_name,"))) {
      assertThat(counts(report(LIVE, draft, recorded(masked()))))
          .isEqualTo(Map.of("masked-differently", 1L));
    }
  }

  @Test
  void a_partial_call_that_gets_other_fields_is_masked_differently() throws Exception {
    Question partial =
        asked(
            "social-assistance",
            AnswerForm.MASKED,
            true,
            List.of("name", "birth_date", "telephone"));
    LivePolicy.Snapshot draft =
        changed(
            "catalogue/mps.yaml",
            "{name: birth_date, type: date, categories: [MPS-01]",
            "{name: birth_date, type: date, categories: [MPS-02]");

    assertThat(counts(report(LIVE, draft, recorded(partial), recorded(masked()))))
        .isEqualTo(Map.of("masked-differently", 1L, "newly-refused", 1L));
  }

  @Test
  void another_retention_is_other_terms() throws Exception {
    LivePolicy.Snapshot draft =
        changed("negative-list.yaml", "retentionDays: 30", "retentionDays: 20");

    assertThat(counts(report(LIVE, draft, recorded(masked()))))
        .isEqualTo(Map.of("terms-changed", 1L));
  }

  @Test
  void a_refusal_with_another_code_is_refused_otherwise_and_with_the_same_unchanged()
      throws Exception {
    Question ungranted = asked("tax-deduction", AnswerForm.MASKED, false, FIELDS);
    Question full = asked("social-assistance", AnswerForm.FULL, false, FIELDS);
    LivePolicy.Snapshot draft =
        changed(
            "negative-list.yaml",
            "inheritance-notarisation, tax-deduction]",
            "inheritance-notarisation]");

    assertThat(counts(report(LIVE, draft, recorded(ungranted), recorded(full))))
        .isEqualTo(Map.of("refused-otherwise", 1L, "unchanged", 1L));
  }

  @Test
  void what_the_draft_does_not_know_is_unknown_with_the_reason() throws Exception {
    LivePolicy.Snapshot lessFields =
        changed(
            "catalogue/mps.yaml",
            "    - {name: telephone, type: string, categories: [MPS-01], mask: phone, authoritative: false}\n",
            "");
    LivePolicy.Snapshot lessPurposes =
        changed("purposes.yaml", "code: catalogue-reference", "code: reference");
    LivePolicy.Snapshot lessSystems =
        changed("systems.yaml", "id: cnao-audit", "id: cnao-inspection");
    Question open =
        asked("catalogue-reference", AnswerForm.MASKED, false, List.of("district_code"));
    Question telephone =
        asked("social-assistance", AnswerForm.MASKED, true, List.of("name", "telephone"));

    assertThat(counts(report(LIVE, lessPurposes, recorded(open), recorded(masked()))))
        .isEqualTo(Map.of("unknown-purpose", 1L, "unchanged", 1L));
    ImpactReport fields = report(LIVE, lessFields, recorded(telephone), recorded(masked()));
    assertThat(counts(fields)).isEqualTo(Map.of("unknown-field", 1L, "unchanged", 1L));
    assertThat(part(fields.unknown(), "unknown-field").permittedNow())
        .as("the rest of a partial call was permitted")
        .isEqualTo(1);
    assertThat(part(fields.unknown(), "unknown-field").text().zh()).isNotBlank();
    Question stranger =
        LIVE.policy().system(new SystemId("cnao-audit")).map(masked()::by).orElseThrow();
    assertThat(counts(report(LIVE, lessSystems, recorded(stranger))))
        .isEqualTo(Map.of("unknown-system", 1L));
  }

  @Test
  void a_system_that_may_not_call_any_more_is_newly_refused() throws Exception {
    LivePolicy.Snapshot draft = changed("systems.yaml", "scopes: [call]", "scopes: [audit]");

    ImpactReport report = report(LIVE, draft, recorded(masked()));

    assertThat(counts(report)).isEqualTo(Map.of("newly-refused", 1L));
    assertThat(
            part(report.changes(), ImpactReport.Change.NEWLY_REFUSED)
                .examples()
                .getFirst()
                .told()
                .orElseThrow()
                .after()
                .code())
        .contains("insufficient-scope");
  }

  @Test
  void a_system_that_the_draft_trusts_less_brings_less_to_its_calls() throws Exception {
    LivePolicy.Snapshot strict =
        changed(
            "negative-list.yaml",
            "retentionDays: 30",
            "retentionDays: 30\n    when: call.assurance >= 2");
    LivePolicy.Snapshot draft = changedAgain(strict);

    LoggedCall call = Recorded.call(7, strict.decider().decide(masked(), JUNE));

    assertThat(counts(report(strict, draft, call))).isEqualTo(Map.of("newly-refused", 1L));
  }

  /** A PEP of assurance 1 asked: the draft says nothing about PEPs. */
  @Test
  void what_an_enforcement_point_was_not_believed_stays_so() throws Exception {
    String condition = "retentionDays: 30\n    when: call.assurance >= 2";
    LivePolicy.Snapshot strict = changed("negative-list.yaml", "retentionDays: 30", condition);
    LivePolicy.Snapshot elsewhere = changedAgain(strict, "government-extranet", "elsewhere");
    SystemClient system = strict.policy().system(new SystemId("mca-assistance")).orElseThrow();

    LoggedCall call = Recorded.call(7, strict.decider().decide(masked().by(system, 1), JUNE));

    assertThat(counts(report(strict, elsewhere, call))).isEqualTo(Map.of("unchanged", 1L));
  }

  private LivePolicy.Snapshot changedAgain(LivePolicy.Snapshot strict) throws IOException {
    return changedAgain(strict, "\"assurance\":2", "\"assurance\":1");
  }

  private LivePolicy.Snapshot changedAgain(LivePolicy.Snapshot strict, String before, String after)
      throws IOException {
    Path draft = Files.createTempDirectory(folder, "again");
    for (Map.Entry<String, byte[]> document : strict.policy().documents().entrySet()) {
      Path file = draft.resolve(document.getKey());
      Files.createDirectories(file.getParent());
      String text = new String(document.getValue(), java.nio.charset.StandardCharsets.UTF_8);
      Files.writeString(file, text.replace(before, after));
    }
    return snapshot(draft);
  }

  @Test
  void what_was_recorded_is_reproduced_or_an_alarm() throws Exception {
    Decision decision = LIVE.decider().decide(masked(), JUNE);
    Decision other =
        LIVE.decider()
            .decide(asked("social-assistance", AnswerForm.MASKED, false, List.of("name")), JUNE);
    ImpactReport report =
        report(LIVE, LIVE, Recorded.call(1, decision), Recorded.call(2, decision, other));

    assertThat(report.reproduction().reproduced()).isEqualTo(1);
    assertThat(report.reproduction().notReproduced().calls()).isEqualTo(1);
    assertThat(report.reproduction().notReproduced().examples())
        .extracting(ImpactReport.Example::index)
        .containsExactly(2L);
    assertThat(counts(report)).isEqualTo(Map.of("unchanged", 2L));
  }

  @Test
  void what_a_quota_refused_counts_as_what_deciding_permitted() throws Exception {
    Permit permit = (Permit) LIVE.decider().decide(masked(), JUNE);
    DailyLimit limit = permit.limits(new OpenLimits(1, 1)).getFirst();
    Decision over = permit.exceeding(limit, LocalDate.parse("2026-06-01"));

    ImpactReport report = report(LIVE, LIVE, Recorded.call(1, permit, over));

    assertThat(counts(report)).isEqualTo(Map.of("unchanged", 1L));
    assertThat(report.reproduction().reproduced()).isEqualTo(1);
    assertThat(report.since()).containsOnlyKeys(ImpactReport.Change.UNCHANGED);
    LivePolicy.Snapshot otherGrants = without("G-2026-0003");
    assertThat(report(otherGrants, otherGrants, Recorded.call(1, permit, over)).since())
        .as("though it cannot be checked any more")
        .containsOnlyKeys(ImpactReport.Change.UNCHANGED);
  }

  private static LivePolicy.Snapshot without(String grant) {
    List<Grant> others =
        LIVE.grants().grants().stream().filter(one -> !one.id().value().equals(grant)).toList();
    return new LivePolicy(LIVE.policy(), others).current();
  }

  @Test
  void what_has_changed_since_is_told_apart_from_what_the_draft_changes() throws Exception {
    LivePolicy.Snapshot fewerGrants = without("G-2026-0001");

    ImpactReport report = report(fewerGrants, fewerGrants, recorded(masked()));

    assertThat(counts(report)).isEqualTo(Map.of("unchanged", 1L));
    assertThat(report.since()).containsOnlyKeys(ImpactReport.Change.NEWLY_REFUSED);
    assertThat(report.reproduction().notCheckable()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void replaying_against_the_live_policy_itself_changes_nothing(int round) throws Exception {
    long seed = Long.getLong("mingjing.test.seed", System.nanoTime());
    System.out.println("ReplayTest " + round + ": seed " + seed);
    RandomQuestions questions =
        new RandomQuestions(LIVE.policy(), List.copyOf(LIVE.grants().grants()), new Random(seed));
    LoggedCall[] calls = new LoggedCall[2000];
    long permitted = 0;
    for (int i = 0; i < calls.length; i++) {
      Inputs inputs = questions.next();
      Decision decision = LIVE.decider().decide(inputs.question(), inputs.at());
      permitted += decision instanceof Permit ? 1 : 0;
      calls[i] = Recorded.call(i, decision);
    }
    assertThat(permitted).isBetween(100L, 1900L);

    ImpactReport report = report(LIVE, LIVE, calls);

    assertThat(counts(report)).isEqualTo(Map.of("unchanged", 2000L));
    assertThat(report.since()).containsOnlyKeys(ImpactReport.Change.UNCHANGED);
    assertThat(report.reproduction().reproduced()).isEqualTo(2000);
    assertThat(part(report.changes(), ImpactReport.Change.UNCHANGED).permittedNow())
        .isEqualTo(permitted);
  }
}
