/** The ways in which departments hold data, each a Camel route template. */
@NullMarked
package org.mingjing.connectors;

import org.jspecify.annotations.NullMarked;
