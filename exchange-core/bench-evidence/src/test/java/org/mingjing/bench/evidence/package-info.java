/** What the benches of evidence have in common: a log of their own, and calls to record in it. */
@NullMarked
package org.mingjing.bench.evidence;

import org.jspecify.annotations.NullMarked;
