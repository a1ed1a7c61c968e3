/** What a caller keeps: entry, salt, index, proof, checkpoint and anchor. */
@NullMarked
package org.mingjing.ledger.receipt;

import org.jspecify.annotations.NullMarked;
