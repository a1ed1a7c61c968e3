package org.mingjing.policy.bundle;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** A new key pair, as it lies in files. */
record TestKeys(String privatePem, String publicPem) {

  static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

  static TestKeys ed25519() {
    try {
      return of(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static TestKeys sm2() {
    return curve("sm2p256v1");
  }

  static TestKeys curve(String name) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BOUNCY_CASTLE);
      generator.initialize(new ECGenParameterSpec(name));
      return of(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TestKeys of(KeyPair pair) {
    return new TestKeys(
        pem("PRIVATE KEY", pair.getPrivate().getEncoded()),
        pem("PUBLIC KEY", pair.getPublic().getEncoded()));
  }

  static String pem(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }

  VerifyingKey verifying() {
    return VerifyingKey.ofPem(publicPem, () -> BOUNCY_CASTLE);
  }

  SigningKey signing() {
    return SigningKey.ofPem(privatePem, verifying());
  }
}
