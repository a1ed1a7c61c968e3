package org.mingjing.ledger.verify;

/** What is checked, in this order; a failure names the first that failed. */
public enum Check {
  /** The verifier key can be used. */
  KEY,
  /** The file can be read; only where a folder is checked. */
  FILE,
  /** The file is a receipt: size, canonical JSON, exactly the members of a receipt. */
  FORM,
  /** The checkpoint is the log's: text, origin, exactly one signature, made by the given key. */
  CHECKPOINT,
  /** Of two checkpoints: the newer one extends the older one. */
  CONSISTENCY,
  /** Entry, salt, index and proof lead to the root of the checkpoint. */
  PROOF,
  /** The digest key is the one that the entry names. */
  DIGEST_KEY,
  /** The log names the ledger's key, and that key signed the same checkpoint. */
  ANCHOR
}
