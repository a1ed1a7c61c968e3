package org.mingjing.exchange.identity;

import java.util.Optional;
import org.mingjing.policy.DepartmentId;
import org.mingjing.policy.Policy;
import org.mingjing.policy.SystemClient;
import org.mingjing.policy.SystemId;

/** A recognised system: proof that step 1 was taken, since only {@link Identify} makes one. */
public final class Caller {
  private final SystemClient client;
  private final String scope;
  private final String keyThumbprint;

  Caller(SystemClient client, String scope, String keyThumbprint) {
    this.client = client;
    this.scope = scope;
    this.keyThumbprint = keyThumbprint;
  }

  public SystemId system() {
    return client.id();
  }

  public DepartmentId department() {
    return client.department();
  }

  public int assurance() {
    return client.assurance();
  }

  public String zone() {
    return client.zone();
  }

  /**
   * The system as that policy knows it; empty if by it the system may no longer do what it was
   * recognised for.
   */
  public Optional<SystemClient> in(Policy policy) {
    return policy.system(client.id()).filter(known -> known.scopes().contains(scope));
  }

  /**
   * The key that vouched for this caller, for the record: its thumbprint (RFC 7638), or {@code
   * bearer}.
   */
  public String keyThumbprint() {
    return keyThumbprint;
  }
}
