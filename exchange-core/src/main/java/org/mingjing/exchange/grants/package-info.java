/** What may be had: the grants, and the decision on a resolved call. */
@NullMarked
package org.mingjing.exchange.grants;

import org.jspecify.annotations.NullMarked;
