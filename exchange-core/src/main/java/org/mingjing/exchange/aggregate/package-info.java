/** Counts that tell of groups and of nobody: which cells of a table are told. */
@NullMarked
package org.mingjing.exchange.aggregate;

import org.jspecify.annotations.NullMarked;
