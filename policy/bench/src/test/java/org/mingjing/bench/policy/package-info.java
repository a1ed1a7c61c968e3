/** The speed of deciding beside other policy engines; see the README of the module policy. */
@NullMarked
package org.mingjing.bench.policy;

import org.jspecify.annotations.NullMarked;
