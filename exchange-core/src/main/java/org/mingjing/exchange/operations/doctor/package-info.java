/** What is wrong with an installation, and how to mend it; looks and changes nothing. */
@NullMarked
package org.mingjing.exchange.operations.doctor;

import org.jspecify.annotations.NullMarked;
