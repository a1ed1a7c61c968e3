/** RFC 6962 Merkle trees in C2SP tiles: appending, proofs and their checks. Pure; no I/O. */
@NullMarked
package org.mingjing.ledger.merkle;

import org.jspecify.annotations.NullMarked;
