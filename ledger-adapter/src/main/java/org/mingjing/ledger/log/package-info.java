/**
 * The log itself: group commits into PostgreSQL, without forks, and what is needed to know
 * afterwards whether one happened.
 */
@NullMarked
package org.mingjing.ledger.log;

import org.jspecify.annotations.NullMarked;
