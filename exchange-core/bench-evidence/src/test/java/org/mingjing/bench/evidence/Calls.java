package org.mingjing.bench.evidence;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.evidence.EntriesOfCalls;
import org.mingjing.ledger.log.AppendOutcome;
import org.mingjing.ledger.log.LogWriter;
import org.mingjing.ledger.log.NewEntry;
import org.mingjing.policy.AnswerForm;
import org.mingjing.policy.Asserted;
import org.mingjing.policy.Authorisation;
import org.mingjing.policy.AuthorisationKind;
import org.mingjing.policy.Decision;
import org.mingjing.policy.Grant;
import org.mingjing.policy.Permit;
import org.mingjing.policy.PurposeId;
import org.mingjing.policy.Question;
import org.mingjing.policy.SystemClient;

/**
 * Calls under the shipped policy, decided and recorded.
 *
 * <p>What {@link #record} makes is spread over ninety days: of twenty, seventeen as granted, one in
 * another form, one for another purpose, one for every field of the resource.
 */
public final class Calls {
  private static final int WAITING = 8192;
  private static final Duration DAYS = Duration.ofDays(90);

  private final LivePolicy.Snapshot live;
  private final Instant last;
  private final long seed;
  private final List<Question> granted = new ArrayList<>();

  /** Calls up to an instant, the same for the same seed. */
  public Calls(LivePolicy.Snapshot live, Instant last, long seed) {
    this.live = live;
    this.last = last;
    this.seed = seed;
    live.grants().grants().forEach(grant -> asGranted(grant).ifPresent(granted::add));
  }

  /** The call that a grant is for, with the authorisation that its conditions ask for. */
  private Optional<Question> asGranted(Grant grant) {
    SystemClient system = live.policy().system(grant.systems().iterator().next()).orElseThrow();
    List<Optional<Authorisation>> authorisations = new ArrayList<>(List.of(Optional.empty()));
    for (AuthorisationKind kind : AuthorisationKind.values()) {
      authorisations.add(
          Optional.of(
              new Authorisation(kind, "REF-1", "sha256:00", LocalDate.parse("2099-12-31"))));
    }
    return authorisations.stream()
        .map(authorisation -> question(grant, system, authorisation))
        .filter(question -> live.decider().decide(question, last) instanceof Permit)
        .findFirst();
  }

  private static Question question(
      Grant grant, SystemClient system, Optional<Authorisation> authorisation) {
    return new Question(
        system.id(),
        system.department(),
        system.assurance(),
        system.zone(),
        grant.resource(),
        grant.fields().stream().sorted().toList(),
        grant.purpose(),
        grant.answers().stream().sorted().findFirst().orElseThrow(),
        true,
        Optional.empty(),
        authorisation,
        true,
        true,
        1,
        false,
        Asserted.NOTHING);
  }

  /**
   * Openings and endings of calls that are answered, two entries a call, all at the last instant.
   */
  public List<NewEntry> answered(int count, SplittableRandom random) {
    Instant at = Instant.ofEpochMilli(last.toEpochMilli());
    List<NewEntry> made = new ArrayList<>(2 * count);
    for (int i = 0; i < count; i++) {
      Question question = granted.get(random.nextInt(granted.size()));
      EntriesOfCalls entries = new EntriesOfCalls(random, live.decider().decide(question, at));
      made.add(entries.opened());
      made.add(entries.ended(Optional.of((long) made.size())));
    }
    return made;
  }

  /** Records them; returns how many entries that took. */
  public long record(LogWriter log, int count) throws InterruptedException {
    Semaphore waiting = new Semaphore(WAITING);
    AtomicLong entries = new AtomicLong();
    AtomicLong failed = new AtomicLong();
    SplittableRandom random = new SplittableRandom(seed);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        Instant at = last.minus(DAYS.dividedBy(count).multipliedBy(count - i));
        Instant millis = Instant.ofEpochMilli(at.toEpochMilli());
        SplittableRandom own = random.split();
        waiting.acquire();
        threads.execute(() -> {
          try {
            entries.addAndGet(record(log, live.decider().decide(any(own), millis), own));
          } catch (IllegalStateException e) {
            failed.incrementAndGet();
          } finally {
            waiting.release();
          }
        });
      }
    }
    if (failed.get() > 0) {
      throw new IllegalStateException(failed + " calls were not recorded");
    }
    return entries.get();
  }

  private static int record(LogWriter log, Decision decision, SplittableRandom random) {
    EntriesOfCalls entries = new EntriesOfCalls(random, decision);
    if (!(decision instanceof Permit)) {
      append(log, entries.ended(Optional.empty()));
      return 1;
    }
    long opened = append(log, entries.opened());
    append(log, entries.ended(Optional.of(opened)));
    return 2;
  }

  private static long append(LogWriter log, NewEntry entry) {
    if (log.append(entry) instanceof AppendOutcome.Recorded recorded) {
      return recorded.index();
    }
    throw new IllegalStateException("not recorded");
  }

  private Question any(SplittableRandom random) {
    Question question = granted.get(random.nextInt(granted.size()));
    return switch (random.nextInt(20)) {
      case 0 -> with(question, question.fields(), question.purpose(), AnswerForm.FULL);
      case 1 ->
          with(
              question, question.fields(), new PurposeId("catalogue-reference"), question.answer());
      case 2 ->
          with(
              question,
              live.policy().resource(question.resource()).orElseThrow().fields().stream()
                  .map(field -> field.name())
                  .toList(),
              question.purpose(),
              question.answer());
      default -> question;
    };
  }

  private static Question with(
      Question of, List<String> fields, PurposeId purpose, AnswerForm form) {
    return new Question(
        of.system(),
        of.requester(),
        of.assurance(),
        of.zone(),
        of.resource(),
        fields,
        purpose,
        form,
        true,
        Optional.empty(),
        of.authorisation(),
        true,
        true,
        1,
        false,
        Asserted.NOTHING);
  }
}
