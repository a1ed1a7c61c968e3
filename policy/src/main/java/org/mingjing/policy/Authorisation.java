package org.mingjing.policy;

import java.time.LocalDate;

/**
 * What a call presents besides the grant.
 *
 * @param reference the requester's own file number of the consent
 * @param digest digest of the consent document
 * @param until last day on which it holds (Asia/Shanghai)
 */
public record Authorisation(
    AuthorisationKind kind, String reference, String digest, LocalDate until) {}
