/** Who calls: tokens given, tokens verified, callers recognised. */
@NullMarked
package org.mingjing.exchange.identity;

import org.jspecify.annotations.NullMarked;
