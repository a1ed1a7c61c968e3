package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Grants outlive the policy that they were given under. */
class KeptGrantsTest {

  private static final Instant IN_FORCE = Instant.parse("2025-04-01T00:00:00Z");

  private final LoadResult.Loaded given = TestPolicies.shipped();

  @TempDir private Path folder;

  @Test
  void what_was_kept_is_what_was_given() {
    assertThat(KeptGrants.load(kept(given.grants())))
        .containsExactlyInAnyOrderElementsOf(given.grants());
  }

  @Test
  void ten_thousand_grants_load() {
    List<Grant> many = new ArrayList<>();
    for (int i = 10_000; i < 20_000; i++) {
      many.add(with(new GrantId("G-2026-" + i), GrantState.ACTIVE, given.grants().getFirst()));
    }

    List<Grant> loaded = KeptGrants.load(kept(many));

    assertThat(GrantSet.of(given.policy(), loaded).digest())
        .isEqualTo(GrantSet.of(given.policy(), many).digest());
  }

  @Test
  void what_is_no_grant_and_an_id_that_comes_twice_are_refused() {
    Grant grant = given.grants().getFirst();

    for (String document : List.of("{}", "[]", "x", "", "{\"id\":")) {
      assertThatThrownBy(() -> KeptGrants.load(List.of(document.getBytes(StandardCharsets.UTF_8))))
          .as(document)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("kept grant 1");
    }
    assertThatThrownBy(() -> KeptGrants.load(kept(List.of(grant, grant))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("duplicate-id");
  }

  /** Else a row could make a grant last for ever. */
  @Test
  void a_grant_that_lasts_longer_than_any_may_is_refused() {
    String sound =
        new String(KeptGrants.canonical(given.grants().getFirst()), StandardCharsets.UTF_8);
    String endless = sound.replaceFirst("\"until\":\"[0-9-]*\"", "\"until\":\"2999-12-31\"");

    assertThat(endless).isNotEqualTo(sound);
    assertThatThrownBy(() -> KeptGrants.load(List.of(endless.getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("grant-too-long");
  }

  /** Nothing but the policy stands against the call: the grant is in force that day. */
  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  void a_category_that_became_prohibited_is_refused_though_a_grant_covers_it(String partial)
      throws IOException {
    Policy stricter = withTicketsProhibited();
    Question question = tickets().with("partial", partial).build();

    assertThat(decide(given.policy(), question)).isInstanceOf(Permit.class);
    assertThat(refusal(stricter, question).code()).isEqualTo(RefusalCode.PROHIBITED);
    assertThat(given.grants())
        .allSatisfy(grant -> assertThat(GrantRules.lost(stricter, grant)).isEmpty());
  }

  @Test
  void a_form_that_is_no_longer_answered_is_refused_though_a_grant_lists_it() throws IOException {
    Policy stricter =
        changed(
            "answers: [masked, verify]\n  maxRecords: 50", "answers: [verify]\n  maxRecords: 50");

    assertThat(refusal(stricter, tickets().build()).code())
        .isEqualTo(RefusalCode.ANSWER_NOT_ALLOWED);
    assertThat(given.grants())
        .allSatisfy(grant -> assertThat(GrantRules.lost(stricter, grant)).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "name: carrier, name: conveyor, unknown-field, UNKNOWN_FIELD",
    "mot.passenger-tickets, mot.tickets, unknown-resource, UNKNOWN_RESOURCE",
    "epidemic-control, control, unknown-purpose, UNKNOWN_PURPOSE",
    "nhc-registration, nhc-register, unknown-system, CONDITION_NOT_MET"
  })
  void what_a_grant_names_and_the_policy_no_longer_has_is_refused(
      String before, String after, String lost, RefusalCode code) throws IOException {
    Policy changed = changed(before, after);
    Grant grant = ended();

    assertThat(refusal(changed, tickets().build()).code()).isEqualTo(code);
    assertThat(GrantRules.lost(changed, grant).getFirst().code()).isEqualTo(lost);
    assertThat(grantSet(changed).digest()).isEqualTo(grantSet(given.policy()).digest());
    assertThat(grantSet(changed).grant(grant.id())).contains(grant);
  }

  @Test
  void a_grant_is_over_when_revoked_or_after_its_last_day() {
    Grant grant = ended();

    assertThat(grant.over(grant.from().minusDays(1))).isFalse();
    assertThat(grant.over(grant.until())).isFalse();
    assertThat(grant.over(grant.until().plusDays(1))).isTrue();
    assertThat(with(grant.id(), GrantState.SUSPENDED, grant).over(grant.from())).isFalse();
    assertThat(with(grant.id(), GrantState.REVOKED, grant).over(grant.from())).isTrue();
  }

  private Grant ended() {
    return given.grants().stream()
        .filter(grant -> grant.id().equals(new GrantId("G-2025-0156")))
        .findFirst()
        .orElseThrow();
  }

  private TestQuestions tickets() {
    return TestQuestions.shipped(given.policy())
        .with(
            "ask",
            "nhc-registration mot.passenger-tickets epidemic-control masked carrier,departed_on");
  }

  /** Whoever keys a resource by a prohibited field has no source for it any more. */
  private Policy withTicketsProhibited() throws IOException {
    Path world = TestPolicies.copy(TestPolicies.SHIPPED, folder.resolve("prohibited"));
    Path list = world.resolve("negative-list.yaml");
    String text = Files.readString(list);
    int start = text.indexOf("- code: MOT-02\n");
    String entry = text.substring(start, text.indexOf("\n- code: ", start));
    String prohibited =
        entry
            .replace("boundary: conditional", "boundary: prohibited")
            .replaceFirst("(?s)  condition:.*(?=  legalBasis:)", "  condition: {text: never}\n")
            .replace("basisKind: condition", "basisKind: express_ban");
    Files.writeString(list, text.replace(entry, prohibited));
    Path catalogue = world.resolve("catalogue/mot.yaml");
    Files.writeString(
        catalogue,
        Files.readString(catalogue)
            .replace("  source: {type: jdbc, connection: mot, table: passenger_ticket}\n", ""));
    Files.delete(world.resolve("grants.yaml"));
    return TestPolicies.loaded(world).policy();
  }

  /** In every document; grants are kept, not read from files. */
  private Policy changed(String before, String after) throws IOException {
    Path world = TestPolicies.copy(TestPolicies.SHIPPED, folder.resolve("changed"));
    Files.delete(world.resolve("grants.yaml"));
    try (Stream<Path> files = Files.walk(world)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.writeString(file, Files.readString(file).replace(before, after));
      }
    }
    Policy changed = TestPolicies.loaded(world).policy();
    assertThat(changed).isNotEqualTo(given.policy());
    return changed;
  }

  private GrantSet grantSet(Policy policy) {
    return GrantSet.of(policy, KeptGrants.load(kept(given.grants())));
  }

  private Decision decide(Policy policy, Question question) {
    return new Decider(policy, grantSet(policy)).decide(question, IN_FORCE);
  }

  private Refusal refusal(Policy policy, Question question) {
    return (Refusal) decide(policy, question);
  }

  private static List<byte[]> kept(List<Grant> grants) {
    return grants.stream().map(KeptGrants::canonical).toList();
  }

  private static Grant with(GrantId id, GrantState state, Grant grant) {
    return new Grant(
        id,
        grant.grantee(),
        grant.systems(),
        grant.resource(),
        grant.fields(),
        grant.purpose(),
        grant.answers(),
        grant.from(),
        grant.until(),
        grant.quota(),
        state);
  }
}
