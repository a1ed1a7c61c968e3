package org.mingjing.exchange.call;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.mingjing.exchange.ExchangeApplication;
import org.mingjing.exchange.catalogue.LiveSources;
import org.mingjing.exchange.evidence.Evidence;
import org.mingjing.exchange.grants.Decide;
import org.mingjing.exchange.identity.Identify;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The exchange, but the next call can be held between fetching and release. Not annotated as a
 * component: it is for whoever names it.
 */
@Import({PausedApplication.PausedSteps.class, ExchangeApplication.class})
public final class PausedApplication {

  /** Holds one call; the others pass. */
  public static final class Pause {
    private static final long PATIENCE_SECONDS = 25;

    private volatile CountDownLatch fetched = new CountDownLatch(0);
    private volatile CountDownLatch goOn = new CountDownLatch(0);

    /** From now on until {@link #end}. */
    public void begin() {
      fetched = new CountDownLatch(1);
      goOn = new CountDownLatch(1);
    }

    /** Comes back when a call has fetched. */
    public void awaitFetched() {
      await(fetched);
    }

    public void end() {
      goOn.countDown();
    }

    private void hold() {
      fetched.countDown();
      await(goOn);
    }

    private static void await(CountDownLatch latch) {
      try {
        if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          throw new IllegalStateException("nobody came");
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Comes before the application's own steps, which then stand back. */
  static final class PausedSteps {
    @Bean
    Pause pause() {
      return new Pause();
    }

    @Bean
    Steps steps(
        Identify identify,
        Decide decide,
        Evidence evidence,
        LiveSources sources,
        Endings endings,
        Pause pause) {
      Steps real = new CallConfiguration().steps(identify, decide, evidence, sources, endings);
      return new Steps(
          real.identify(),
          real.resolve(),
          real.permits(),
          real.open(),
          opened -> {
            FetchedCall fetched = real.fetches().fetch(opened);
            pause.hold();
            return fetched;
          },
          real.reduce(),
          real.close(),
          real.respond());
    }
  }
}
