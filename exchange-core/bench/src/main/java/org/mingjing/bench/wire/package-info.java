/** Just enough HTTP/1.1 for a load client and a constant provider that cost next to nothing. */
@NullMarked
package org.mingjing.bench.wire;

import org.jspecify.annotations.NullMarked;
