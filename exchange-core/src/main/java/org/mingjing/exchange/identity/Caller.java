package org.mingjing.exchange.identity;

import org.mingjing.policy.DepartmentId;
import org.mingjing.policy.SystemClient;
import org.mingjing.policy.SystemId;

/** A recognised system: proof that step 1 was taken, since only {@link Identify} makes one. */
public final class Caller {
  private final SystemClient client;
  private final String keyThumbprint;

  Caller(SystemClient client, String keyThumbprint) {
    this.client = client;
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
   * The key that vouched for this caller, for the record: its thumbprint (RFC 7638), or {@code
   * bearer}.
   */
  public String keyThumbprint() {
    return keyThumbprint;
  }
}
