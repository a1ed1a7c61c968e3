package org.mingjing.exchange.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mingjing.policy.AnswerForm;
import org.mingjing.policy.Asserted;
import org.mingjing.policy.Authorisation;
import org.mingjing.policy.AuthorisationKind;
import org.mingjing.policy.DepartmentId;
import org.mingjing.policy.GrantId;
import org.mingjing.policy.PurposeId;
import org.mingjing.policy.Question;
import org.mingjing.policy.ResourceId;
import org.mingjing.policy.SystemId;

class DecisionJsonTest {

  @Test
  void the_inputs_hold_everything_that_deciding_received_in_canonical_order() {
    Asserted asserted = new Asserted(Optional.of("R-1"), Optional.of("I-1"));

    assertThat(inputs(asserted))
        .isEqualTo(
            "{\"answer\":\"masked\",\"asserted\":{\"incident\":\"I-1\",\"response\":\"R-1\"},"
                + "\"assurance\":2,\"at\":\"2026-06-01T00:00:00.000Z\","
                + "\"authorisation\":{\"digest\":\"sha256:00\",\"kind\":\"separate\","
                + "\"reference\":\"REF-1\",\"until\":\"2026-12-31\"},"
                + "\"caseStated\":true,\"fields\":[\"name\"],\"grant\":\"G-2026-0001\",\"job\":false,"
                + "\"officerStated\":false,\"partial\":true,\"purpose\":\"social-assistance\","
                + "\"requester\":\"MCA\",\"resource\":\"mps.resident-register\",\"subjects\":1,"
                + "\"system\":\"mca-assistance\",\"zone\":\"government-extranet\"}");
  }

  @Test
  void nothing_asserted_leaves_no_member() {
    assertThat(inputs(Asserted.NOTHING)).doesNotContain("asserted").contains("\"assurance\":2");
  }

  private static String inputs(Asserted asserted) {
    Question question =
        new Question(
            new SystemId("mca-assistance"),
            new DepartmentId("MCA"),
            2,
            "government-extranet",
            new ResourceId("mps.resident-register"),
            List.of("name"),
            new PurposeId("social-assistance"),
            AnswerForm.MASKED,
            true,
            Optional.of(new GrantId("G-2026-0001")),
            Optional.of(
                new Authorisation(
                    AuthorisationKind.SEPARATE,
                    "REF-1",
                    "sha256:00",
                    LocalDate.parse("2026-12-31"))),
            false,
            true,
            1,
            false,
            asserted);
    return new String(
        DecisionJson.inputs(question, "2026-06-01T00:00:00.000Z"), StandardCharsets.UTF_8);
  }
}
