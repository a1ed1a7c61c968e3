package org.mingjing.exchange.catalogue;

import java.time.Instant;
import java.util.UUID;
import org.mingjing.exchange.identity.Caller;

/**
 * A call by a recognised caller, with the id and the instant that it keeps to its end.
 *
 * @param id the call id, a UUIDv7
 * @param at the instant at which it is decided
 */
public record ReceivedCall(UUID id, Instant at, Caller caller, CallRequest request) {}
