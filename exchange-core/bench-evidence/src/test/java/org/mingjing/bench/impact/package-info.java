/** How long replaying a million recorded calls takes, beside merely reading them. */
@NullMarked
package org.mingjing.bench.impact;

import org.jspecify.annotations.NullMarked;
