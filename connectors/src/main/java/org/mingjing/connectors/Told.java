package org.mingjing.connectors;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the provider's system is told of a call, so that both sides can reconcile (DESIGN, section
 * 4). The values travel in headers, so that they are printable ASCII.
 */
public record Told(String callId, String requester, String purpose, Optional<String> grant) {
  private static final Pattern TELLABLE = Pattern.compile("[\\x21-\\x7e]{1,128}");

  /** Refuses what could break out of a header. */
  public Told {
    require(callId);
    require(requester);
    require(purpose);
    grant.ifPresent(Told::require);
  }

  private static void require(String value) {
    if (!TELLABLE.matcher(value).matches()) {
      throw new IllegalArgumentException("what is told must be 1…128 printable ASCII characters");
    }
  }
}
