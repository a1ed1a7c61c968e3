/**
 * The ledger on Hyperledger Fabric: a client of the contract {@code notary}. Fabric's and gRPC's
 * types stay in here.
 */
@NullMarked
package org.mingjing.ledger.fabric;

import org.jspecify.annotations.NullMarked;
