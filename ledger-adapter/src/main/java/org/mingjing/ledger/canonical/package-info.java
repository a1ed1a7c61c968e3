/** Canonical JSON (RFC 8785) and strict Base64. */
@NullMarked
package org.mingjing.ledger.canonical;

import org.jspecify.annotations.NullMarked;
