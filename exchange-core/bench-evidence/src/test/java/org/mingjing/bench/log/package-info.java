/** What durable recording in the log costs beside plain inserts, a proof, and notarising. */
@NullMarked
package org.mingjing.bench.log;

import org.jspecify.annotations.NullMarked;
