/** How a policy becomes the live one. */
@NullMarked
package org.mingjing.exchange.stewardship;

import org.jspecify.annotations.NullMarked;
