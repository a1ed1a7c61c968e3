/** What there is, under the live policy, and what a request asks of it. */
@NullMarked
package org.mingjing.exchange.catalogue;

import org.jspecify.annotations.NullMarked;
