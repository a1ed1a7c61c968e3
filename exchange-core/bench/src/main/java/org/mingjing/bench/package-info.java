/** Side-by-side measurements of the exchange against its peers; see this module's README. */
@NullMarked
package org.mingjing.bench;

import org.jspecify.annotations.NullMarked;
