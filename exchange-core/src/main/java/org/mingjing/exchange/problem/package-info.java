/**
 * What is told when something is refused or fails: RFC 9457 problem documents in both languages;
 * and the reading of bodies that finds every member at fault.
 */
@NullMarked
package org.mingjing.exchange.problem;

import org.jspecify.annotations.NullMarked;
