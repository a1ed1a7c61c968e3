package org.mingjing.ledger.verify;

/** A message in both languages. */
public record Text(String zh, String en) {}
