package org.mingjing.bench.policy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mingjing.bench.WrongAnswer;

class AgreementTest {

  private static Contest contest;

  @BeforeAll
  static void make() {
    World world = World.of(World.Size.TEN_THOUSAND, Documents.of(Path.of("..", "..")));
    contest = new Contest(world, Questions.of(world, false, 2_000));
  }

  @ParameterizedTest
  @EnumSource(names = {"CEDAR", "AUTHZ_FORCE", "JCASBIN", "SAPL"})
  void every_engine_answers_as_we_do(Row peer) {
    Agreement.check(peer, contest);
  }

  @Test
  void one_other_answer_ends_the_bench() {
    assertThatThrownBy(() -> Agreement.compare("never", contest, new Nothing()))
        .isInstanceOf(WrongAnswer.class)
        .hasMessageContaining("never")
        .hasMessageContaining("Permit");
  }
}
