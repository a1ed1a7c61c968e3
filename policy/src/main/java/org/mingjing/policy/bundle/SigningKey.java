package org.mingjing.policy.bundle;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;

/** A key that signs bundles. Immutable; may be used by many threads. */
public final class SigningKey {

  private static final byte[] TRIAL = "mingjing".getBytes(StandardCharsets.US_ASCII);

  private final PrivateKey key;
  private final VerifyingKey half;

  private SigningKey(PrivateKey key, VerifyingKey half) {
    this.key = key;
    this.half = half;
  }

  /**
   * Reads a private key as OpenSSL writes it: PKCS #8 (RFC 5958) in PEM, not encrypted.
   *
   * @param half its public half, which says the algorithm
   * @throws BundleRefused if it is no key, or that of another public half
   */
  public static SigningKey ofPem(String pem, VerifyingKey half) {
    byte[] pkcs8 = Pem.der(pem, "PRIVATE KEY");
    try {
      PrivateKey read =
          VerifyingKey.factory(half.algorithm(), half.provider())
              .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      SigningKey key = new SigningKey(read, half);
      if (half.verifies(TRIAL, key.sign(TRIAL))) {
        return key;
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // said below: it does not belong to the public half
    }
    throw new BundleRefused(
        "key-pair",
        "私钥与公钥不是一对；请找出配套的文件，或用 ./mingjing policy bundle key 另行生成",
        "private and public key are no pair; find the files that belong together, or make a new"
            + " pair with ./mingjing policy bundle key");
  }

  /** That of its public half. */
  public String id() {
    return half.id();
  }

  byte[] sign(byte[] message) throws GeneralSecurityException {
    Signature signature = VerifyingKey.signature(half.algorithm(), half.provider());
    signature.initSign(key);
    signature.update(message);
    return signature.sign();
  }

  @Override
  public String toString() {
    return "private key of " + half;
  }
}
