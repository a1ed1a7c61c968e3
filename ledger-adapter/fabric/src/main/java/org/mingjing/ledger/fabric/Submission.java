package org.mingjing.ledger.fabric;

import org.mingjing.ledger.BatchKey;

/**
 * What has to be known to ask for the fate of a transaction that was handed over. Nothing that is
 * signed is kept: the question is signed anew, also after the certificate was renewed.
 *
 * @param key the batch
 * @param size tree size after it
 * @param checkpoint its signed checkpoint: with the size it tells which batch to repeat
 * @param transaction Fabric's id of the transaction
 */
public record Submission(BatchKey key, long size, String checkpoint, String transaction) {}
