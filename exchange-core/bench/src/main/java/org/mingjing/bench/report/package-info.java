/**
 * What the reports of all benches have in common: the machine, promised figures, JSON or a table.
 */
@NullMarked
package org.mingjing.bench.report;

import org.jspecify.annotations.NullMarked;
