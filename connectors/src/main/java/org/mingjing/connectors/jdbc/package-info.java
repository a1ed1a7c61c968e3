/** Departments that let their tables be read: the route template, its statements and its pools. */
@NullMarked
package org.mingjing.connectors.jdbc;

import org.jspecify.annotations.NullMarked;
