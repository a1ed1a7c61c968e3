package org.mingjing.ledger;

import org.mingjing.ledger.merkle.Hash;

/** How far a ledger has followed its log: tree size, and the root that it computed itself. */
public record Head(long size, Hash root) {}
