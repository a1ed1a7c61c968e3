package org.mingjing.ledger.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mingjing.ledger.Anchored;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.BatchKey;
import org.mingjing.ledger.Evidence;
import org.mingjing.ledger.Head;
import org.mingjing.ledger.Ledger;
import org.mingjing.ledger.LedgerUnavailable;
import org.mingjing.ledger.Outcome;
import org.mingjing.ledger.Rejected;
import org.mingjing.ledger.Rules;
import org.mingjing.ledger.Unknown;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.NoteSigner;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.crypto.Ed25519Key;
import org.mingjing.ledger.merkle.Frontier;

/**
 * The operator's own ledger: one append-only file and a key in a folder of their own. It checks
 * every batch as an endorsing organisation would, from its own frontier, and an answer is durable.
 * It detects whoever changes the database, and not an operator who holds this folder and its key as
 * well.
 *
 * <p>Memory holds a frontier and an offset per batch. Opening reads and checks the whole file.
 */
public final class FileLedger implements Ledger, AutoCloseable {
  static final String FILE = "ledger.log";
  static final String KEY = "ledger.key";

  private final NoteVerifier log;
  private final Ed25519Key key;
  private final NoteSigner signer;
  private final LedgerFile file;
  private final long cutAtOpen;
  private final Places places;
  private State state;
  private Optional<String> failure = Optional.empty();

  private FileLedger(NoteVerifier log, NoteSigner signer, Ed25519Key key, LedgerFile file)
      throws IOException {
    this.log = log;
    this.key = key;
    this.signer = signer;
    this.file = file;
    Opened opened = Opened.check(file, header(log, signer), log, signer.verifier());
    this.cutAtOpen = opened.cut();
    this.places = opened.places();
    this.state = opened.state();
  }

  /**
   * Opens the ledger in a folder, or starts one there with a new key.
   *
   * @param log the key of the log it serves, fixed at the start
   * @param name the ledger's name in its signatures
   * @throws LedgerDamaged when the file is not as this ledger wrote it; a last record that a crash
   *     cut short is no damage, since it was never answered, and is cut off
   * @throws IOException also when the ledger is open elsewhere
   */
  public static FileLedger open(Path folder, NoteVerifier log, String name, SecureRandom random)
      throws IOException {
    Files.createDirectories(folder);
    Ed25519Key key = key(folder, random);
    var signer = new NoteSigner(name, key);
    LedgerFile file = LedgerFile.open(folder.resolve(FILE), header(log, signer));
    try {
      return new FileLedger(log, signer, key, file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static Ed25519Key key(Path folder, SecureRandom random) throws IOException {
    Path file = folder.resolve(KEY);
    if (!Files.exists(file)) {
      if (Files.exists(folder.resolve(FILE))) {
        throw new IOException("账本密钥缺失 / the ledger's key is missing: " + file);
      }
      Ed25519Key.generate(random).store(file);
    }
    return Ed25519Key.load(file);
  }

  static byte[] header(NoteVerifier log, NoteSigner signer) {
    String header = "mingjing ledger v1\n" + log.verifierKey() + "\n" + signer.verifierKey() + "\n";
    return header.getBytes(StandardCharsets.UTF_8);
  }

  /** The key that verifies this ledger's signatures. */
  public String verifierKey() {
    return signer.verifierKey();
  }

  /** Bytes of an unfinished record that opening cut off; 0 after a clean stop. */
  public long cutAtOpen() {
    return cutAtOpen;
  }

  @Override
  public synchronized Outcome append(Batch batch) {
    if (failure.isPresent()) {
      return new Unknown(failure.get());
    }
    Optional<Rejected> malformed = Rules.demandCheckpoint(batch, log);
    if (malformed.isPresent()) {
      return malformed.get();
    }
    try {
      return batch.first() < state.size() ? repeated(batch) : followed(batch);
    } catch (IOException e) {
      failure = Optional.of("the ledger must be opened anew after: " + e);
      return new Unknown(failure.get());
    }
  }

  private Outcome repeated(Batch batch) throws IOException {
    OptionalLong offset = places.offsetOf(batch.first());
    if (offset.isPresent()) {
      LedgerRecord held = read(offset.getAsLong());
      if (held.batch().equals(batch)) {
        return anchored(held);
      }
    }
    return Rules.rewrite(batch);
  }

  private Outcome followed(Batch batch) throws IOException {
    Optional<Rejected> misplaced = Rules.demandPlace(batch, state.size());
    if (misplaced.isPresent()) {
      return misplaced.get();
    }
    Frontier next = state.frontier().append(batch.leaves());
    Checkpoint checkpoint = log.open(batch.checkpoint());
    Optional<Rejected> astray = Rules.demandRoot(next, checkpoint);
    if (astray.isPresent()) {
      return astray.get();
    }
    return written(new LedgerRecord(batch, signer.signatureLine(checkpoint.text())), next);
  }

  private Outcome written(LedgerRecord ledgerRecord, Frontier next) throws IOException {
    byte[] bytes = ledgerRecord.bytes();
    byte[] signature = key.sign(Chain.message(state.chain(), bytes));
    long offset = file.end();
    file.append(new Frame(bytes, signature));
    places.add(ledgerRecord.batch().first(), offset);
    state = new State(next, Chain.next(state.chain(), bytes, signature));
    return anchored(ledgerRecord);
  }

  private Anchored anchored(LedgerRecord held) {
    var evidence = new Evidence.OwnSignature(signer.verifierKey(), held.signatureLine());
    Batch batch = held.batch();
    return new Anchored(batch.key(), batch.end(), batch.checkpoint(), evidence);
  }

  @Override
  public synchronized Head head() {
    demandReadable();
    return new Head(state.size(), state.frontier().root());
  }

  @Override
  public synchronized Optional<Anchored> find(BatchKey key) {
    demandReadable();
    OptionalLong offset =
        key.origin().equals(log.name()) ? places.offsetOf(key.first()) : OptionalLong.empty();
    try {
      return offset.isPresent()
          ? Optional.of(anchored(read(offset.getAsLong())))
          : Optional.empty();
    } catch (IOException e) {
      throw new LedgerUnavailable("the ledger's file cannot be read: " + e, e);
    }
  }

  /** After a failed write nobody knows what the file holds until it is opened anew. */
  private void demandReadable() {
    if (failure.isPresent()) {
      throw new LedgerUnavailable(failure.get());
    }
  }

  /**
   * All batches in order, as they stood when this was called, each read when it is asked for.
   * Reading fails with {@link LedgerDamaged} or {@link UncheckedIOException}.
   */
  public synchronized Stream<Batch> batches() {
    long[] offsets = IntStream.range(0, places.count()).mapToLong(places::offset).toArray();
    return Arrays.stream(offsets).mapToObj(this::batch);
  }

  private synchronized Batch batch(long offset) {
    try {
      return read(offset).batch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LedgerRecord read(long offset) throws IOException {
    return file.frame(offset)
        .flatMap(frame -> LedgerRecord.parse(log.name(), frame.ledgerRecord()))
        .orElseThrow(() -> file.damaged(offset, "记录不见了", "the record is gone"));
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }
}
