package org.mingjing.ledger.log;

/** What an operator reads, in both languages. */
public record Words(String zh, String en) {}
