package org.mingjing.ledger.fabric;

import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** What is known of a transaction that was handed over. */
sealed interface Fate {
  /** It is in the chain and valid. */
  record Committed(long block) implements Fate {}

  /** It is in the chain and has no effect. */
  record Invalid(TxValidationCode code) implements Fate {
    /** The state had moved on since it was endorsed, or it is there already. */
    boolean isOvertaken() {
      return code == TxValidationCode.MVCC_READ_CONFLICT
          || code == TxValidationCode.PHANTOM_READ_CONFLICT
          || code == TxValidationCode.DUPLICATE_TXID;
    }
  }

  /** The peer waited for it to the end of the time limit in vain. */
  record Unseen() implements Fate {}

  /** The peer could not be asked. */
  record Open(String why) implements Fate {}
}
