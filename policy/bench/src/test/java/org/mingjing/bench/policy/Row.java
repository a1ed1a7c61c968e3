package org.mingjing.bench.policy;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What is measured side by side; the names are those of the report. */
@SuppressWarnings("ImmutableEnumChecker") // the functions capture nothing
enum Row {
  NOTHING("nothing", World.Size.TEN_THOUSAND, false, contest -> new Nothing()),
  MINGJING("mingjing", World.Size.TEN_THOUSAND, false, Row::mingjing),
  EXPLAINED(
      "mingjing.explained",
      World.Size.TEN_THOUSAND,
      false,
      contest -> new Explained(mingjing(contest))),
  CEL("mingjing.cel", World.Size.TEN_THOUSAND, true, Row::mingjing),
  MILLION("mingjing.millionGrants", World.Size.MILLION, false, Row::mingjing),
  RELOADING(
      "mingjing.whileReloading",
      World.Size.TEN_THOUSAND,
      false,
      contest -> {
        Mingjing engine = mingjing(contest);
        Reload.of(contest.world()).keepRunning(engine);
        return engine;
      }),
  RELOAD(
      "mingjing.reload10k", World.Size.TEN_THOUSAND, false, contest -> Reload.of(contest.world())),
  DIFF(
      "mingjing.diff10k",
      World.Size.TEN_THOUSAND,
      false,
      contest -> Differing.of(contest.world(), Contest.draft(World.Size.TEN_THOUSAND))),
  CEDAR("cedar", World.Size.TEN_THOUSAND, false, Cedar::new),
  AUTHZ_FORCE("authzForce", World.Size.TEN_THOUSAND, false, AuthzForce::new),
  JCASBIN("jCasbin", World.Size.TEN_THOUSAND, false, Casbin::new),
  SAPL("sapl", World.Size.TEN_THOUSAND, false, Sapl::new);

  /** The other engines, whose answers have to be ours. */
  static final Set<Row> PEERS =
      Collections.unmodifiableSet(EnumSet.of(CEDAR, AUTHZ_FORCE, JCASBIN, SAPL));

  private final String wireName;
  private final World.Size size;
  private final boolean withExpression;
  private final Function<Contest, Engine> making;

  Row(String wireName, World.Size size, boolean withExpression, Function<Contest, Engine> making) {
    this.wireName = wireName;
    this.size = size;
    this.withExpression = withExpression;
    this.making = making;
  }

  static Optional<Row> of(String wireName) {
    return Arrays.stream(values()).filter(row -> row.wireName.equals(wireName)).findFirst();
  }

  String wireName() {
    return wireName;
  }

  Contest contest() {
    return Contest.of(size, withExpression);
  }

  Engine engine(Contest contest) {
    return making.apply(contest);
  }

  private static Mingjing mingjing(Contest contest) {
    return new Mingjing(contest.world(), contest.questions());
  }
}
