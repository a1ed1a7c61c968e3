/** The one place of this module that knows BouncyCastle. */
@NullMarked
package org.mingjing.exchange.crypto;

import org.jspecify.annotations.NullMarked;
