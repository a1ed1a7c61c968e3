package org.mingjing.bench.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mingjing.policy.Condition;
import org.mingjing.policy.Decision;
import org.mingjing.policy.Question;
import org.mingjing.policy.Refusal;
import org.mingjing.policy.RefusalCode;
import org.mingjing.policy.Resource;

class WorldTest {

  private static World world;

  @BeforeAll
  static void make() {
    world = World.of(World.Size.TEN_THOUSAND, Documents.of(Path.of("..", "..")));
  }

  @Test
  void has_what_the_figures_are_promised_for() {
    assertThat(world.policy().categories()).hasSize(136);
    assertThat(world.policy().departments()).hasSize(28);
    assertThat(world.grants()).hasSize(10_000);
    assertThat(Documents.of(Path.of("..", "..")).policy(1, 2).resources().size())
        .isEqualTo(3 * Documents.of(Path.of("..", "..")).policy(1, 0).resources().size());
  }

  @Test
  void questions_are_permitted_and_refused_for_every_reason_and_the_same_each_time() {
    List<Question> questions = Questions.of(world, false, 4_000);
    assertThat(Questions.of(world, false, 4_000)).isEqualTo(questions);
    assertThat(new HashSet<>(questions)).hasSizeGreaterThan(3_500);
    Mingjing engine = new Mingjing(world, questions);
    assertThat(permits(engine, questions)).isBetween(2_600, 3_200);
    assertThat(
            decisions(engine, questions).stream()
                .filter(Refusal.class::isInstance)
                .map(refusal -> ((Refusal) refusal).code())
                .collect(Collectors.toSet()))
        .contains(
            RefusalCode.PROHIBITED,
            RefusalCode.ANSWER_NOT_ALLOWED,
            RefusalCode.CONDITION_NOT_MET,
            RefusalCode.GRANT_EXPIRED,
            RefusalCode.NO_GRANT);
    assertThat(questions).noneMatch(WorldTest::concernsExpression);
  }

  @Test
  void questions_on_expressions_all_meet_one_and_fail_without_a_case() {
    List<Question> questions = Questions.of(world, true, 4_000);
    Mingjing engine = new Mingjing(world, questions);
    assertThat(questions).allMatch(WorldTest::concernsExpression);
    assertThat(permits(engine, questions)).isBetween(2_600, 3_200);
    assertThat(decisions(engine, questions))
        .anyMatch(it -> it instanceof Refusal refusal && refusal.reason().en().contains("false"));
  }

  private static boolean concernsExpression(Question question) {
    Resource resource = world.policy().resource(question.resource()).orElseThrow();
    Set<String> fields = new HashSet<>(question.fields());
    fields.add(resource.subject().field());
    return World.conditions(world.policy(), resource, fields).stream()
        .map(Condition::when)
        .anyMatch(Optional::isPresent);
  }

  private static List<Decision> decisions(Mingjing engine, List<Question> questions) {
    return IntStream.range(0, questions.size()).mapToObj(engine::decide).toList();
  }

  private static int permits(Mingjing engine, List<Question> questions) {
    return (int) decisions(engine, questions).stream().filter(engine::permits).count();
  }
}
