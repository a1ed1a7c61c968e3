/** What a route template promises {@code Sources}. Internal: other modules use none of it. */
@NullMarked
package org.mingjing.connectors.template;

import org.jspecify.annotations.NullMarked;
