/** Departments that answer questions over HTTP: the route template, its client and its bounds. */
@NullMarked
package org.mingjing.connectors.http;

import org.jspecify.annotations.NullMarked;
