package org.mingjing.policy.bundle;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.mingjing.policy.CanonicalJson;

/** The public half of a key that signs bundles. Immutable; may be used by many threads. */
public final class VerifyingKey {

  private final Algorithm algorithm;
  private final PublicKey key;
  private final Optional<Provider> provider;
  private final String id;

  private VerifyingKey(Algorithm algorithm, PublicKey key, Optional<Provider> provider, String id) {
    this.algorithm = algorithm;
    this.key = key;
    this.provider = provider;
    this.id = id;
  }

  /**
   * Reads a public key as OpenSSL writes it: {@code SubjectPublicKeyInfo} (RFC 5280) in PEM.
   *
   * @param sm2 gives the provider of SM2 and SM3; asked only for a key of that kind
   * @throws BundleRefused if it is no key of a known algorithm
   */
  public static VerifyingKey ofPem(String pem, Supplier<Provider> sm2) {
    byte[] info = Pem.der(pem, "PUBLIC KEY");
    Algorithm algorithm = Algorithm.of(info).orElseThrow(VerifyingKey::unknown);
    Optional<Provider> provider = provider(algorithm, sm2);
    try {
      PublicKey key =
          factory(algorithm, provider).generatePublic(new X509EncodedKeySpec(info.clone()));
      if (!Arrays.equals(key.getEncoded(), info)) {
        throw unknown();
      }
      String digest = CanonicalJson.digest(info).replace("sha256:", "");
      return new VerifyingKey(algorithm, key, provider, algorithm.wireName() + ":" + digest);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw unknown();
    }
  }

  private static BundleRefused unknown() {
    return new BundleRefused(
        "key-unknown",
        "不是 Ed25519 或 SM2（sm2p256v1）公钥；请用 ./mingjing policy bundle key 生成",
        "this is no public key of Ed25519 or SM2 (sm2p256v1); make one with ./mingjing policy"
            + " bundle key");
  }

  static Optional<Provider> provider(Algorithm algorithm, Supplier<Provider> sm2) {
    return switch (algorithm) {
      case ED25519 -> Optional.empty();
      case SM2 -> Optional.of(sm2.get());
    };
  }

  static KeyFactory factory(Algorithm algorithm, Optional<Provider> provider)
      throws GeneralSecurityException {
    return provider.isPresent()
        ? KeyFactory.getInstance(algorithm.keyFactory(), provider.get())
        : KeyFactory.getInstance(algorithm.keyFactory());
  }

  static Signature signature(Algorithm algorithm, Optional<Provider> provider)
      throws GeneralSecurityException {
    return provider.isPresent()
        ? Signature.getInstance(algorithm.signature(), provider.get())
        : Signature.getInstance(algorithm.signature());
  }

  /** Its algorithm and the SHA-256 of its encoding: {@code ed25519:…}, {@code sm2:…}. */
  public String id() {
    return id;
  }

  Algorithm algorithm() {
    return algorithm;
  }

  Optional<Provider> provider() {
    return provider;
  }

  /** Whether the signature is one of this key over the message. */
  boolean verifies(byte[] message, byte[] signature) {
    try {
      Signature check = signature(algorithm, provider);
      check.initVerify(key);
      check.update(message);
      return check.verify(signature);
    } catch (SignatureException malformed) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // the key was made by this very provider
    }
  }

  @Override
  public String toString() {
    return id;
  }
}
