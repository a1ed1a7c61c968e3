package org.mingjing.policy;

import java.util.List;
import java.util.Set;

/**
 * A department's machine client.
 *
 * @param assurance how strongly it is identified, 1 to 3
 * @param zone the network zone that it calls from
 * @param keys public JWKs, each as canonical JSON; private members are refused at load
 */
public record SystemClient(
    SystemId id,
    DepartmentId department,
    Text name,
    Set<String> scopes,
    int assurance,
    String zone,
    List<String> keys) {

  public SystemClient {
    scopes = Set.copyOf(scopes);
    keys = List.copyOf(keys);
  }
}
