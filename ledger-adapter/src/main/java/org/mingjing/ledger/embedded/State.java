package org.mingjing.ledger.embedded;

import org.mingjing.ledger.merkle.Frontier;
import org.mingjing.ledger.merkle.Hash;

/** Where a ledger stands: the tree it followed so far, and the hash over its file. */
record State(Frontier frontier, Hash chain) {
  long size() {
    return frontier.size();
  }
}
