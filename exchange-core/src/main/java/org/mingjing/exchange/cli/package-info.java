/** The command line. */
@NullMarked
package org.mingjing.exchange.cli;

import org.jspecify.annotations.NullMarked;
