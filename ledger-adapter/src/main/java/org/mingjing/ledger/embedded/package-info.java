/** The default ledger: append-only files of the operator's own, apart from the database. */
@NullMarked
package org.mingjing.ledger.embedded;

import org.jspecify.annotations.NullMarked;
