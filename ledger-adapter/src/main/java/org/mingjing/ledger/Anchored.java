package org.mingjing.ledger;

/**
 * The ledger holds the batch, durably.
 *
 * @param key the batch
 * @param size tree size after the batch
 * @param checkpoint the log's signed checkpoint, as the batch brought it
 * @param evidence the ledger's own word on that checkpoint
 */
public record Anchored(BatchKey key, long size, String checkpoint, Evidence evidence)
    implements Outcome {}
