/** Synthetic departments for the demonstration, in a process of their own. */
@NullMarked
package org.mingjing.demo;

import org.jspecify.annotations.NullMarked;
