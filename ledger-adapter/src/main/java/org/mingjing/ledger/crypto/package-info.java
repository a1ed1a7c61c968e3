/** Ed25519 and SM2 through BouncyCastle's lightweight API, which appears in this package only. */
@NullMarked
package org.mingjing.ledger.crypto;

import org.jspecify.annotations.NullMarked;
