/** The application: the way of a call and all that surrounds it. */
@NullMarked
package org.mingjing.exchange;

import org.jspecify.annotations.NullMarked;
