package org.mingjing.policy.bundle;

/**
 * The newest bundle that was taken so far; what comes after it has a greater serial.
 *
 * @param serial 0 if there was none
 * @param policy digest of its policy; the same serial may bring no other
 */
public record NewestBundle(long serial, String policy) {

  /** Nothing was taken yet. */
  public static final NewestBundle NONE = new NewestBundle(0, "");
}
