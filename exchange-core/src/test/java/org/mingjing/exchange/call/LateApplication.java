package org.mingjing.exchange.call;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.mingjing.exchange.ExchangeApplication;
import org.mingjing.exchange.catalogue.LiveSources;
import org.mingjing.exchange.evidence.Evidence;
import org.mingjing.exchange.evidence.OpenedCall;
import org.mingjing.exchange.grants.Decide;
import org.mingjing.exchange.identity.Identify;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The exchange, but a node of it can be told to close each call about at its deadline, a little
 * before or after. Not annotated as a component: it is for whoever names it.
 */
@Import({LateApplication.LateSteps.class, ExchangeApplication.class})
public final class LateApplication {

  /** How far from its deadline a call is closed at most; zero: as soon as it can be. */
  public static final class Lateness {
    private volatile Duration most = Duration.ZERO;

    public void set(Duration aroundTheDeadline) {
      most = aroundTheDeadline;
    }

    private void await(OpenedCall opened, Clock clock, Random random) {
      if (most.isZero()) {
        return;
      }
      long offset = random.nextLong(-most.toMillis(), most.toMillis() + 1);
      Instant until = opened.deadline().plusMillis(offset);
      long left = Duration.between(clock.instant(), until).toMillis();
      try {
        Thread.sleep(Math.max(0, left));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Comes before the application's own steps, which then stand back. */
  static final class LateSteps {
    @Bean
    Lateness lateness() {
      return new Lateness();
    }

    @Bean
    Steps steps(
        Identify identify,
        Decide decide,
        Evidence evidence,
        LiveSources sources,
        Endings endings,
        Lateness lateness,
        Clock clock) {
      Steps real = new CallConfiguration().steps(identify, decide, evidence, sources, endings);
      Random random = new Random(Long.getLong("mingjing.test.seed", 1));
      return new Steps(
          real.identify(),
          real.resolve(),
          real.permits(),
          real.open(),
          real.fetches(),
          real.reduce(),
          releasable -> {
            lateness.await(releasable.opened(), clock, random);
            return real.close().close(releasable);
          },
          real.respond());
    }
  }
}
