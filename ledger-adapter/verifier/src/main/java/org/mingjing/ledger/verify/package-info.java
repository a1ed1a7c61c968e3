/**
 * Checks receipts with nothing but a verifier key; shares no code with the log that issued them.
 */
@NullMarked
package org.mingjing.ledger.verify;

import org.jspecify.annotations.NullMarked;
