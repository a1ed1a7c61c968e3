/**
 * OpenID AuthZEN Authorization API 1.0: an enforcement point of a provider's own department asks
 * what a call would be decided, and enforces it where the exchange does not carry the data.
 */
@NullMarked
package org.mingjing.exchange.access;

import org.jspecify.annotations.NullMarked;
