package org.mingjing.ledger.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.Head;
import org.mingjing.ledger.LedgerContents;
import org.mingjing.ledger.checkpoint.NoteSigner;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.crypto.Ed25519Key;

/**
 * A ledger's file as it stands at one moment, checked whole like at opening, but read without the
 * lock: for a node that does not write to the ledger, and for {@code fsck} beside a running node.
 */
public final class LedgerView implements LedgerContents {
  private final NoteVerifier log;
  private final LedgerFile file;
  private final Opened opened;

  private LedgerView(NoteVerifier log, LedgerFile file, Opened opened) {
    this.log = log;
    this.file = file;
    this.opened = opened;
  }

  /**
   * Looks at the ledger in a folder; nothing if none was ever started there.
   *
   * @throws LedgerDamaged when the file is not as this ledger wrote it, or its key is gone
   */
  public static Optional<LedgerView> open(Path folder, NoteVerifier log, String name)
      throws IOException {
    Path path = folder.resolve(FileLedger.FILE);
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    Path keyFile = folder.resolve(FileLedger.KEY);
    if (!Files.exists(keyFile)) {
      throw new LedgerDamaged(keyFile);
    }
    Ed25519Key key = Ed25519Key.load(keyFile);
    var signer = new NoteSigner(name, key);
    byte[] header = FileLedger.header(log, signer);
    LedgerFile file = LedgerFile.openReading(path, header);
    try {
      Opened opened = Opened.look(file, header, log, signer.verifier());
      return Optional.of(new LedgerView(log, file, opened));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public Head head() {
    return new Head(opened.state().size(), opened.state().frontier().root());
  }

  @Override
  public Stream<Batch> batches() {
    long[] offsets =
        IntStream.range(0, opened.places().count()).mapToLong(opened.places()::offset).toArray();
    return Arrays.stream(offsets).mapToObj(this::batch);
  }

  private Batch batch(long offset) {
    try {
      return file.frame(offset)
          .flatMap(frame -> LedgerRecord.parse(log.name(), frame.ledgerRecord()))
          .orElseThrow(() -> file.damaged(offset, "记录不见了", "the record is gone"))
          .batch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
