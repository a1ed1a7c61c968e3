/**
 * Documents in, decisions out: the negative list and the grants, with no I/O and no clock in
 * deciding.
 */
@NullMarked
package org.mingjing.policy;

import org.jspecify.annotations.NullMarked;
