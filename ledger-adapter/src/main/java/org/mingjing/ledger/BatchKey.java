package org.mingjing.ledger;

/**
 * Identifies a batch: the log and the index of its first leaf. A ledger holds one batch for a key.
 */
public record BatchKey(String origin, long first) {}
