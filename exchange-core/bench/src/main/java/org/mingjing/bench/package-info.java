/** Side-by-side measurements against peers. */
@NullMarked
package org.mingjing.bench;

import org.jspecify.annotations.NullMarked;
