package org.mingjing.exchange.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.stream.Stream;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.BatchKey;
import org.mingjing.ledger.Head;
import org.mingjing.ledger.LedgerContents;
import org.mingjing.ledger.LedgerUnavailable;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.embedded.FileLedger;
import org.mingjing.ledger.embedded.LedgerView;
import org.mingjing.ledger.fabric.FabricLedger;
import org.mingjing.ledger.fabric.FabricSettings;
import org.mingjing.ledger.fabric.JdbcSubmissions;
import org.mingjing.ledger.fabric.Submission;
import org.mingjing.ledger.fabric.Submissions;
import org.mingjing.ledger.log.Connector;
import org.mingjing.ledger.log.Witness;
import org.mingjing.ledger.log.Words;

/** Which ledger notarises the log: how to write to it, and how to read it beside whoever writes. */
public sealed interface LedgerAccess {
  /** For the notary alone. */
  Notary.OpenLedger open(Connector connector, SecureRandom random) throws IOException;

  /** What it has seen of the log. */
  Witness witness();

  /**
   * What it holds; nothing if it was never begun.
   *
   * @throws LedgerUnavailable when it cannot be asked
   */
  Optional<LedgerContents> contents() throws IOException;

  /** The operator's own, in a folder. */
  record Embedded(Path folder, NoteVerifier log) implements LedgerAccess {
    @Override
    public Notary.OpenLedger open(Connector connector, SecureRandom random) throws IOException {
      FileLedger ledger = FileLedger.open(folder, log, name(), random);
      return new Notary.OpenLedger(ledger, ledger);
    }

    private String name() {
      return log.name() + "/ledger";
    }

    @Override
    public Witness witness() {
      return new LedgerWitness(folder, log);
    }

    @Override
    public Optional<LedgerContents> contents() throws IOException {
      return LedgerView.open(folder, log, name()).map(LedgerContents.class::cast);
    }
  }

  /** A Hyperledger Fabric channel. */
  record OnFabric(FabricSettings settings, String origin) implements LedgerAccess, Witness {
    @Override
    public Notary.OpenLedger open(Connector connector, SecureRandom random) {
      JdbcSubmissions submissions = new JdbcSubmissions(connector);
      FabricLedger ledger = FabricLedger.open(settings, origin, submissions);
      return new Notary.OpenLedger(
          ledger,
          () -> {
            ledger.close();
            submissions.close();
          });
    }

    @Override
    public Witness witness() {
      return this;
    }

    @Override
    public Words name() {
      return new Words("账本", "the ledger");
    }

    @Override
    public Optional<Checkpoint> newest() {
      try (FabricLedger ledger = FabricLedger.open(settings, origin, new ReadOnly())) {
        Head head = ledger.head();
        return head.size() == 0
            ? Optional.empty()
            : Optional.of(new Checkpoint(origin, head.size(), head.root()));
      }
    }

    @Override
    public Optional<LedgerContents> contents() {
      FabricLedger ledger = FabricLedger.open(settings, origin, new ReadOnly());
      try {
        return Optional.of(new Closing(ledger.contents(), ledger));
      } catch (LedgerUnavailable e) {
        ledger.close();
        throw e;
      }
    }
  }

  /** Nothing is handed over by whoever only reads. */
  final class ReadOnly implements Submissions {
    @Override
    public void store(Submission submission) {
      throw new UnsupportedOperationException("this ledger is open for reading");
    }

    @Override
    public Optional<Submission> find(BatchKey key) {
      return Optional.empty();
    }

    @Override
    public void forget(BatchKey key) {
      throw new UnsupportedOperationException("this ledger is open for reading");
    }
  }

  /** Contents that close their ledger with them. */
  record Closing(LedgerContents contents, FabricLedger ledger) implements LedgerContents {
    @Override
    public Head head() {
      return contents.head();
    }

    @Override
    public Stream<Batch> batches() {
      return contents.batches();
    }

    @Override
    public void close() throws IOException {
      contents.close();
      ledger.close();
    }
  }
}
