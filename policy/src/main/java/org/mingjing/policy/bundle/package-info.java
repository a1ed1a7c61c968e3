/**
 * Signed bundles: a policy as its stewards put their names to it, and nothing that could be taken
 * for one.
 */
@NullMarked
package org.mingjing.policy.bundle;

import org.jspecify.annotations.NullMarked;
