package org.mingjing.policy.bundle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whose signatures make a policy one that may be published. */
public final class BundleTrust {

  private final Map<String, VerifyingKey> keys = new LinkedHashMap<>();
  private final int signatures;

  /**
   * Trusts these keys.
   *
   * @param signatures how many of them have to have signed, from 1 to the number of keys
   * @throws IllegalArgumentException if a key is there twice, or so many can never have signed
   */
  public BundleTrust(List<VerifyingKey> keys, int signatures) {
    for (VerifyingKey key : keys) {
      if (this.keys.put(fingerprint(key.id()), key) != null) {
        throw new IllegalArgumentException("key " + key.id() + " is listed twice");
      }
    }
    if (signatures < 1 || signatures > keys.size()) {
      throw new IllegalArgumentException(
          signatures + " signatures cannot be had of " + keys.size() + " keys; at least 1 must");
    }
    this.signatures = signatures;
  }

  /** How many trusted keys have to have signed. */
  public int signatures() {
    return signatures;
  }

  /** The trusted key of that fingerprint, whatever algorithm the id tells. */
  Optional<VerifyingKey> ofFingerprint(String id) {
    return Optional.ofNullable(keys.get(fingerprint(id)));
  }

  private static String fingerprint(String id) {
    return id.substring(id.indexOf(':') + 1);
  }
}
