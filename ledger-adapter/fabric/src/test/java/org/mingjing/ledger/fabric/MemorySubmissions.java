package org.mingjing.ledger.fabric;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.mingjing.ledger.BatchKey;

/** Keeps what was handed over as long as the test runs, whoever asks. */
final class MemorySubmissions implements Submissions {
  private final Map<BatchKey, Submission> stored = new ConcurrentHashMap<>();

  @Override
  public void store(Submission submission) {
    stored.put(submission.key(), submission);
  }

  @Override
  public Optional<Submission> find(BatchKey key) {
    return Optional.ofNullable(stored.get(key));
  }

  @Override
  public void forget(BatchKey key) {
    stored.remove(key);
  }
}
