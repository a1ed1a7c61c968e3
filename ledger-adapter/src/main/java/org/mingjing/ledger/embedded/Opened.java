package org.mingjing.ledger.embedded;

import java.io.IOException;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.InvalidNote;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.merkle.Frontier;

/** What reading the whole file found, once it is known to be as the ledger wrote it. */
record Opened(Places places, State state, long cut) {
  /**
   * Reads and checks the file. Of every record the form, the place and the root are checked; of the
   * signatures the last ones, which vouch for all before them: the ledger's over the hash of the
   * file, the log's over the root of all leaves. Only when they do not fit, all are checked, to
   * name the first bad record.
   */
  static Opened check(LedgerFile file, byte[] header, NoteVerifier log, NoteVerifier ledger)
      throws IOException {
    var scan = new Scan(file, log, ledger);
    Scan.Last last = last(scan, file, header, log, ledger);
    return new Opened(scan.places(), last.state(), file.cutAt(last.end()));
  }

  /** The same without cutting off an unfinished record, which its owner may be writing just now. */
  static Opened look(LedgerFile file, byte[] header, NoteVerifier log, NoteVerifier ledger)
      throws IOException {
    var scan = new Scan(file, log, ledger);
    Scan.Last last = last(scan, file, header, log, ledger);
    return new Opened(scan.places(), last.state(), 0);
  }

  private static Scan.Last last(
      Scan scan, LedgerFile file, byte[] header, NoteVerifier log, NoteVerifier ledger)
      throws IOException {
    Scan.Last last = scan.read(header, false);
    if (!last.isSigned(log, ledger)) {
      scan.read(header, true);
      throw file.damaged(last.offset(), "签名不符", "the signatures do not fit");
    }
    return last;
  }

  /** The checkpoint in a note whose signature is checked elsewhere. */
  static Checkpoint unverified(String note) {
    return Checkpoint.parse(note.substring(0, note.lastIndexOf("\n\n") + 1));
  }

  /**
   * Whether the batch starts where the frontier ends and its checkpoint has the root of the next.
   */
  static boolean follows(Batch batch, Frontier before, Frontier next) {
    try {
      return batch.first() == before.size()
          && unverified(batch.checkpoint())
              .equals(new Checkpoint(batch.origin(), next.size(), next.root()));
    } catch (InvalidNote e) {
      return false;
    }
  }
}
