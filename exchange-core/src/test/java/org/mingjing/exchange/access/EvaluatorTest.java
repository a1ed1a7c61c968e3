package org.mingjing.exchange.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.evidence.GivenDecision;
import org.mingjing.exchange.evidence.GivenDecisions;
import org.mingjing.exchange.evidence.RandomSource;
import org.mingjing.exchange.grants.Decide;
import org.mingjing.exchange.identity.Identify;
import org.mingjing.exchange.identity.NotIdentified;
import org.mingjing.exchange.identity.TestTokens;
import org.mingjing.exchange.identity.VerifiedToken;
import org.mingjing.ledger.receipt.Receipt;
import org.mingjing.policy.Grant;
import org.mingjing.policy.LoadResult;
import org.mingjing.policy.OpenLimits;
import org.mingjing.policy.Policy;
import org.mingjing.policy.PolicyLoader;
import org.mingjing.policy.ProbeLimits;

/** A permit is given only if nothing changed while it was recorded; a fake stands for the log. */
class EvaluatorTest {
  private static final LoadResult.Loaded LOADED =
      (LoadResult.Loaded) PolicyLoader.load(Path.of("../config/policy"));
  private static final Policy POLICY = LOADED.policy();
  private static final List<Grant> GRANTS = LOADED.grants();
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-06-01T00:00:00Z"), ZoneOffset.UTC);
  private static final VerifiedToken PEP = TestTokens.of("mps-gateway", Identify.EVALUATE);
  private static final String EVALUATION =
      """
      {"subject":{"type":"system","id":"mca-assistance"},"action":{"name":"masked"},
       "resource":{"type":"resource","id":"mps.resident-register","properties":{"fields":["name"],
         "subject":{"type":"person","id":"11010519491231002X"}}},
       "context":{"purpose":"social-assistance","caseRef":"C-1","officer":"o",
         "supported_obligations":["custom"],
         "custom_obligations":["limit-records","mask","no-onward-use","retain","withhold"]}}
      """;

  private final LivePolicy live = new LivePolicy(POLICY, GRANTS);
  private final List<String> recorded = new ArrayList<>();
  private final List<Integer> assurances = new ArrayList<>();

  private Evaluator evaluator(Runnable meanwhile) {
    return new Evaluator(
        live,
        new Identify(CLOCK),
        new Decide(live, new OpenLimits(10, 10), new ProbeLimits(10, 10), CLOCK),
        (given, limits) -> {
          recorded.add(given.outcome());
          given.permit().ifPresent(permit -> assurances.add(permit.question().assurance()));
          assertThat(limits.isEmpty()).isEqualTo(given.permit().isEmpty());
          meanwhile.run();
          return new GivenDecisions.Outcome.Recorded(receipt(), new byte[] {'{', '}'});
        },
        new RandomSource(new SecureRandom()),
        CLOCK);
  }

  private static Receipt receipt() {
    return new Receipt(
        new byte[0], new byte[32], 0, List.of(), "", Optional.empty(), Optional.empty());
  }

  private static Evaluations one() {
    return EvaluationReader.one(EVALUATION.getBytes(StandardCharsets.UTF_8));
  }

  private void publish(List<Grant> grants) {
    live.replace(new LivePolicy(POLICY, grants).current());
  }

  @Test
  void a_permit_is_given_as_it_was_recorded() {
    List<Verdict> verdicts = evaluator(() -> {}).evaluate(PEP, one());

    assertThat(verdicts).extracting(Verdict::decision).containsExactly(true);
    assertThat(recorded).containsExactly(GivenDecision.PERMITTED);
  }

  @Test
  void a_system_is_known_no_better_than_the_pep_on_whose_word_it_is() {
    String gateway = "\"department\":\"MPS\",\"id\":\"mps-gateway\"";
    Map<String, byte[]> documents = new HashMap<>(POLICY.documents());
    String systems = new String(documents.get("systems.yaml"), StandardCharsets.UTF_8);
    assertThat(systems).contains("\"assurance\":2," + gateway);
    systems = systems.replace("\"assurance\":2," + gateway, "\"assurance\":1," + gateway);
    documents.put("systems.yaml", systems.getBytes(StandardCharsets.UTF_8));
    Policy weaker = Policy.ofDocuments(documents);

    evaluator(() -> {}).evaluate(PEP, one());
    live.replace(new LivePolicy(weaker, GRANTS).current());
    evaluator(() -> {}).evaluate(PEP, one());

    assertThat(assurances).containsExactly(2, 1);
  }

  @Test
  void a_permit_that_the_policy_took_back_while_it_was_recorded_is_not_given() {
    List<Verdict> verdicts = evaluator(() -> publish(List.of())).evaluate(PEP, one());

    assertThat(verdicts).extracting(Verdict::outcome).containsExactly("no-grant");
    assertThat(recorded).containsExactly(GivenDecision.PERMITTED, "no-grant");
  }

  @Test
  void a_pep_that_lost_its_scope_meanwhile_gets_no_decision() {
    LoadResult.Loaded other =
        (LoadResult.Loaded) PolicyLoader.load(Path.of("../policy/src/test/resources/small"));
    LivePolicy.Snapshot without = new LivePolicy(other.policy(), other.grants()).current();
    Evaluator evaluator = evaluator(() -> live.replace(without));

    assertThatThrownBy(() -> evaluator.evaluate(PEP, one())).isInstanceOf(NotIdentified.class);
  }

  @Test
  void a_node_that_is_not_trusted_any_more_gives_no_decision() {
    Evaluator evaluator = evaluator(() -> live.distrust("test"));

    assertThatThrownBy(() -> evaluator.evaluate(PEP, one()))
        .isInstanceOf(LivePolicy.Distrusted.class);
  }

  @Test
  void policies_that_change_with_every_attempt_give_no_decision_and_no_endless_log() {
    Evaluator evaluator = evaluator(() -> publish(GRANTS));

    assertThatThrownBy(() -> evaluator.evaluate(PEP, one()))
        .isInstanceOf(Evaluator.Unsettled.class);
    assertThat(recorded).hasSize(3);
  }

  @Test
  void who_lacks_the_scope_in_token_or_register_is_not_identified_and_not_recorded() {
    Evaluator evaluator = evaluator(() -> {});
    for (VerifiedToken token :
        List.of(
            TestTokens.of("mps-gateway", "call"),
            TestTokens.of("mca-assistance", Identify.EVALUATE),
            TestTokens.of("nobody", Identify.EVALUATE))) {
      assertThatThrownBy(() -> evaluator.evaluate(token, one())).isInstanceOf(NotIdentified.class);
    }
    assertThat(recorded).isEmpty();
  }
}
