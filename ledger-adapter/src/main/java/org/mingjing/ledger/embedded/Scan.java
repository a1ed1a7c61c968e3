package org.mingjing.ledger.embedded;

import java.io.IOException;
import java.util.Optional;
import org.mingjing.ledger.checkpoint.InvalidNote;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.merkle.Frontier;

/** Reads a ledger's file from its start to its end. */
final class Scan {
  private final LedgerFile file;
  private final NoteVerifier log;
  private final NoteVerifier ledger;
  private Places places = new Places();

  Scan(LedgerFile file, NoteVerifier log, NoteVerifier ledger) {
    this.file = file;
    this.log = log;
    this.ledger = ledger;
  }

  /** One record in its place: the state before and after it, and what signs it. */
  record Step(long offset, Frame frame, LedgerRecord ledgerRecord, State before, State after) {
    boolean isSigned(NoteVerifier log, NoteVerifier ledger) {
      byte[] message = Chain.message(before.chain(), frame.ledgerRecord());
      try {
        log.open(ledgerRecord.batch().checkpoint());
      } catch (InvalidNote e) {
        return false;
      }
      return ledger.publicKey().verify(message, frame.signature());
    }
  }

  /** The end of the file: the last whole record, if there is one. */
  record Last(Optional<Step> step, State state, long end) {
    boolean isSigned(NoteVerifier log, NoteVerifier ledger) {
      return step.isEmpty() || step.get().isSigned(log, ledger);
    }

    long offset() {
      return step.map(Step::offset).orElse(end);
    }
  }

  Places places() {
    return places;
  }

  /**
   * Reads all records.
   *
   * @param everySignature whether to check the signatures of each, rather than leave it to the
   *     caller to check the last
   */
  Last read(byte[] header, boolean everySignature) throws IOException {
    places = new Places();
    var last =
        new Last(Optional.empty(), new State(Frontier.empty(), Chain.start(header)), header.length);
    for (Optional<Frame> frame = file.frame(last.end());
        frame.isPresent();
        frame = file.frame(last.end())) {
      Step step = step(last, frame.get());
      if (everySignature && !step.isSigned(log, ledger)) {
        throw file.damaged(
            step.offset(), "签名与记录不符", "a signature does not fit the record and what precedes it");
      }
      places.add(step.ledgerRecord().batch().first(), step.offset());
      last = new Last(Optional.of(step), step.after(), last.end() + frame.get().length());
    }
    return last;
  }

  private Step step(Last last, Frame frame) {
    State before = last.state();
    LedgerRecord ledgerRecord =
        LedgerRecord.parse(log.name(), frame.ledgerRecord())
            .orElseThrow(() -> file.damaged(last.end(), "记录无法读取", "the record cannot be read"));
    Frontier next = before.frontier().append(ledgerRecord.batch().leaves());
    if (!Opened.follows(ledgerRecord.batch(), before.frontier(), next)) {
      throw file.damaged(last.end(), "记录不接续前文", "the record does not follow what precedes it");
    }
    var chain = Chain.next(before.chain(), frame.ledgerRecord(), frame.signature());
    return new Step(last.end(), frame, ledgerRecord, before, new State(next, chain));
  }
}
