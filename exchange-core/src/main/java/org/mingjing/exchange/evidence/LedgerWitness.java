package org.mingjing.exchange.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.mingjing.ledger.Head;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.embedded.LedgerView;
import org.mingjing.ledger.log.Witness;
import org.mingjing.ledger.log.Words;

/**
 * What the embedded ledger has seen of the log. Read without a lock, since another node may be
 * writing to it.
 */
public final class LedgerWitness implements Witness {
  private final Path folder;
  private final NoteVerifier log;

  public LedgerWitness(Path folder, NoteVerifier log) {
    this.folder = folder;
    this.log = log;
  }

  @Override
  public Words name() {
    return new Words("账本", "the ledger");
  }

  @Override
  public Optional<Checkpoint> newest() {
    try {
      Optional<LedgerView> view = LedgerView.open(folder, log, log.name() + "/ledger");
      if (view.isEmpty()) {
        return Optional.empty();
      }
      try (LedgerView ledger = view.get()) {
        Head head = ledger.head();
        return head.size() == 0
            ? Optional.empty()
            : Optional.of(new Checkpoint(log.name(), head.size(), head.root()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the ledger in " + folder + " cannot be read", e);
    }
  }
}
