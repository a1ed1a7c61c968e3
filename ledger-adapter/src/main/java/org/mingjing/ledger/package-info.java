/** The verifiable log, its receipts and the ledgers that anchor it. */
@NullMarked
package org.mingjing.ledger;

import org.jspecify.annotations.NullMarked;
