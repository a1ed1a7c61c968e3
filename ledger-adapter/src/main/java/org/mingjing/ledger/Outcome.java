package org.mingjing.ledger;

/** What became of a batch. */
public sealed interface Outcome permits Anchored, Unknown, Rejected {}
