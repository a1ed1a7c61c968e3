package org.mingjing.policy.bundle;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * With what bundles are signed. A key says which one, never a bundle; and since the ids of keys
 * begin with it, it stands in what is signed.
 */
public enum Algorithm {
  /** RFC 8032. */
  ED25519("Ed25519", "Ed25519", "302a300506032b6570032100", 44),

  /**
   * SM2 with SM3 (GB/T 32918.2, curve sm2p256v1 of GB/T 32918.5), the signer's id being the {@code
   * 1234567812345678} of GM/T 0009. The JDK does not have it: a provider has to.
   */
  SM2("EC", "SM3withSM2", "3059301306072a8648ce3d020106082a811ccf5501822d03420004", 91);

  private final String keyFactory;
  private final String signature;
  private final String prefix;
  private final int length;

  Algorithm(String keyFactory, String signature, String prefix, int length) {
    this.keyFactory = keyFactory;
    this.signature = signature;
    this.prefix = prefix;
    this.length = length;
  }

  /** As the ids of keys spell it. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  String keyFactory() {
    return keyFactory;
  }

  String signature() {
    return signature;
  }

  /** The algorithm of a public key, whose encoding begins in one way only. */
  static Optional<Algorithm> of(byte[] subjectPublicKeyInfo) {
    String hex = HexFormat.of().formatHex(subjectPublicKeyInfo);
    return Arrays.stream(values())
        .filter(one -> hex.length() == 2 * one.length && hex.startsWith(one.prefix))
        .findFirst();
  }
}
