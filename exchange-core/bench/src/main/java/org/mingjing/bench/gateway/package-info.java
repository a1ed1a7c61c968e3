/** The peer "Spring Cloud Gateway MVC": verifies the bearer token and forwards. */
@NullMarked
package org.mingjing.bench.gateway;

import org.jspecify.annotations.NullMarked;
