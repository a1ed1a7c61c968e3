package org.mingjing.exchange.call;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.mingjing.exchange.ExchangeApplication;
import org.mingjing.exchange.catalogue.LiveSources;
import org.mingjing.exchange.evidence.Evidence;
import org.mingjing.exchange.grants.Decide;
import org.mingjing.exchange.identity.Identify;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The exchange, but its process kills itself between two steps of a call. Not annotated as a
 * component: it is for whoever names it.
 */
@Import({KilledApplication.KilledSteps.class, ExchangeApplication.class})
public final class KilledApplication {
  /** After which step. */
  public static final String STEP = "mingjing.test.kill-after";

  /** At which passing of that step; earlier ones go on. */
  public static final String PASSES = "mingjing.test.kill-at";

  /** Where the call id is written whose way ended there. */
  public static final String MARK = "mingjing.test.killed-call";

  private static final String NONE = "none";

  /** The boundaries between the steps of a call. */
  public enum Boundary {
    IDENTIFY,
    RESOLVE,
    PERMIT,
    OPEN,
    FETCH,
    REDUCE,
    CLOSE,
    RESPOND
  }

  /** Comes before the application's own steps, which then stand back. */
  static final class KilledSteps {
    private final AtomicInteger passed = new AtomicInteger();
    private final String step = System.getProperty(STEP, NONE);
    private final int at = Integer.getInteger(PASSES, 1);

    @Bean
    Steps steps(
        Identify identify, Decide decide, Evidence evidence, LiveSources sources, Endings endings) {
      Steps real = new CallConfiguration().steps(identify, decide, evidence, sources, endings);
      return new Steps(
          (token, snapshot) ->
              passed(Boundary.IDENTIFY, real.identify().caller(token, snapshot), NONE),
          (received, snapshot) ->
              passed(Boundary.RESOLVE, real.resolve().resolve(received, snapshot), received.id()),
          call -> passed(Boundary.PERMIT, real.permits().permit(call), call.id()),
          permitted -> passed(Boundary.OPEN, real.open().open(permitted), permitted.call().id()),
          opened ->
              passed(Boundary.FETCH, real.fetches().fetch(opened), opened.permitted().call().id()),
          fetched ->
              passed(
                  Boundary.REDUCE,
                  real.reduce().reduce(fetched),
                  fetched.opened().permitted().call().id()),
          releasable ->
              passed(
                  Boundary.CLOSE,
                  real.close().close(releasable),
                  releasable.opened().permitted().call().id()),
          (releasable, closed) ->
              passed(
                  Boundary.RESPOND,
                  real.respond().respond(releasable, closed),
                  releasable.opened().permitted().call().id()));
    }

    private <T> T passed(Boundary boundary, T proof, UUID call) {
      return passed(boundary, proof, call.toString());
    }

    private <T> T passed(Boundary boundary, T proof, String call) {
      if (boundary.name().equals(step) && passed.incrementAndGet() == at) {
        die(call);
      }
      return proof;
    }

    /** SIGKILL to ourselves; this thread waits for it and does not go on. */
    private static void die(String call) {
      try {
        Files.writeString(Path.of(System.getProperty(MARK)), call);
        String self = Long.toString(ProcessHandle.current().pid());
        new ProcessBuilder("kill", "-9", self).start().waitFor();
        Thread.sleep(Long.MAX_VALUE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
