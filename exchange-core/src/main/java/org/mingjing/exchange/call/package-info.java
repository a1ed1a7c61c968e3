/**
 * The way of a call: {@link org.mingjing.exchange.call.CallHandler#handle} names its steps in
 * order.
 */
@NullMarked
package org.mingjing.exchange.call;

import org.jspecify.annotations.NullMarked;
