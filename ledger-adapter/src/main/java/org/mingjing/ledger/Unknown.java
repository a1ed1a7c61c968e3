package org.mingjing.ledger;

/**
 * The batch was handed over and its fate is not known: it may or may not be in the ledger.
 *
 * @param detail for the operator's log
 */
public record Unknown(String detail) implements Outcome {}
