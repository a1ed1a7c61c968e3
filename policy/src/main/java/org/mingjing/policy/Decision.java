package org.mingjing.policy;

import java.time.Instant;
import java.util.Map;

/** What was decided, on what, and why. Only {@link Decider} makes one. */
public sealed interface Decision permits Permit, Refusal {

  Question question();

  /** The instant decided for. */
  Instant at();

  /** Digest of the policy that decided. */
  String policyDigest();

  /** Digest of the grants that were in force. */
  String grantsDigest();

  /** Version of the rules of deciding, so that a decision can be repeated years later. */
  int version();

  /** What was decided about each field, in the order asked; a subject key not asked for is last. */
  Map<String, FieldVerdict> fields();
}
