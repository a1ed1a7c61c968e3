/** Who read what: the questions of auditors, each of which is evidence itself. */
@NullMarked
package org.mingjing.exchange.audit;

import org.jspecify.annotations.NullMarked;
