package org.mingjing.ledger.fabric;

/** What goes wrong once, at a stage of an append. */
enum Fault {
  NONE,
  /** The peer is away when the batch is to be endorsed. */
  ENDORSE_AWAY,
  /** It endorses, and the answer is lost. */
  ENDORSE_ANSWER_LOST,
  /** The contract's process is away. */
  CONTRACT_AWAY,
  /** The other organisation's peer knows one block less. */
  ENDORSERS_DISAGREE,
  /** The client ends when the transaction is stored. */
  CRASH_BEFORE_SUBMIT,
  /** No orderer takes the transaction. */
  SUBMIT_REFUSED,
  /** It is ordered, and the answer is lost. */
  SUBMIT_ANSWER_LOST,
  /** The orderer takes it and loses it. */
  ORDERER_LOSES,
  /** It is ordered twice. */
  ORDERED_TWICE,
  /** It is in a block only when another transaction comes. */
  ORDERED_LATE,
  /** It is in a block as a conflict with another writer. */
  OVERTAKEN,
  /** It is in a block as badly endorsed. */
  BADLY_ENDORSED,
  /** The gateway ends when the transaction was handed over. */
  KILLED_AFTER_SUBMIT,
  /** The client ends when the transaction was handed over. */
  CRASH_BEFORE_STATUS,
  /** It is in a block, and the peer is away when asked. */
  STATUS_AWAY,
  /** It is in a block, and the answer is lost. */
  STATUS_ANSWER_LOST,
  /** It is in a block, and the gateway ends. */
  KILLED_BEFORE_STATEMENT,
  /** It is in a block, and the client ends. */
  CRASH_BEFORE_STATEMENT,
  /** The peer is away when the statement is to be signed. */
  STATEMENT_AWAY,
  /** The other organisation's peer does not know the block yet. */
  STATEMENT_LAGS,
}
