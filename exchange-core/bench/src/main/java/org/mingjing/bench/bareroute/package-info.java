/** The peer "bare Camel route": Spring MVC, one controller, one Camel HTTP route, nothing else. */
@NullMarked
package org.mingjing.bench.bareroute;

import org.jspecify.annotations.NullMarked;
