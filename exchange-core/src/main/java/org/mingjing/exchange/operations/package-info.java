/** Start, watch, check: data folder, embedded PostgreSQL, fsck. */
@NullMarked
package org.mingjing.exchange.operations;

import org.jspecify.annotations.NullMarked;
