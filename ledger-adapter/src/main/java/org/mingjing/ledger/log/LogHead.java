package org.mingjing.ledger.log;

/**
 * A row of {@code log_head}: the size after a group commit and the checkpoint that was signed for
 * it.
 */
record LogHead(long size, long predecessor, byte[] frontier, String checkpoint) {}
