/**
 * The Fabric contract {@code notary}: every organisation's own check that a log only grows.
 *
 * <p>Fabric's types stay in {@link org.mingjing.notary.Notary} and what it calls; what a batch must
 * be is decided without them.
 */
@NullMarked
package org.mingjing.notary;

import org.jspecify.annotations.NullMarked;
