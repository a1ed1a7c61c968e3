/**
 * What is kept of every call: entries, receipts, the closing of forgotten calls, the way to the
 * ledger.
 */
@NullMarked
package org.mingjing.exchange.evidence;

import org.jspecify.annotations.NullMarked;
