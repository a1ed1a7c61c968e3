package org.mingjing.ledger.fabric;

import org.mingjing.ledger.Anchored;
import org.mingjing.ledger.BatchKey;
import org.mingjing.ledger.LedgerUnavailable;
import org.mingjing.ledger.fabric.Patience.Attempt;

/** Gathers the evidence for a batch that is held: who signs so, and in which block it is. */
final class Witnesses {
  private final Contract contract;
  private final Patience patience;

  Witnesses(Contract contract, Patience patience) {
    this.contract = contract;
    this.patience = patience;
  }

  /**
   * Asks for the batch that starts there, again while peers lag.
   *
   * @return the batch, or why there is no evidence
   * @throws LedgerUnavailable when the peer cannot be asked
   */
  Attempt<Anchored> ask(long first) {
    return patience.run(() -> attempt(first));
  }

  private Attempt<Anchored> attempt(long first) {
    try {
      Statement statement = contract.statement(first);
      return statement.answer().isEmpty()
          ? new Attempt.Again<>("the peers lag behind")
          : anchored(first, statement);
    } catch (Statement.Unusable e) {
      return new Attempt.Again<>(String.valueOf(e.getMessage()));
    }
  }

  private Attempt<Anchored> anchored(long first, Statement statement) {
    Recorded recorded = Recorded.parse(statement.answer());
    if (recorded.first() != first || !recorded.isOf(contract.origin())) {
      return new Attempt.Again<>("the peers signed another batch");
    }
    return switch (contract.fate(recorded.transaction())) {
      case Fate.Committed(long block) ->
          new Attempt.Done<>(
              new Anchored(
                  new BatchKey(contract.origin(), first),
                  recorded.size(),
                  recorded.checkpoint(),
                  statement.evidence(recorded, block)));
      case Fate.Invalid invalid -> new Attempt.Again<>("the transaction is " + invalid.code());
      case Fate.Unseen unseen -> throw new LedgerUnavailable("the peer does not know the block");
      case Fate.Open(String why) -> throw new LedgerUnavailable(why);
    };
  }
}
