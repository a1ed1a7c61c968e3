package org.mingjing.exchange.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** SM2 and SM3 (GB/T 32918, GB/T 32905), which the JDK does not have. */
public final class Sm2 {
  private Sm2() {}

  /** A provider that no one finds by chance: it is not registered with the JDK. */
  public static Provider provider() {
    return new BouncyCastleProvider();
  }

  /** A new key pair on the recommended curve, sm2p256v1. */
  public static KeyPair generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider());
      generator.initialize(new ECGenParameterSpec("sm2p256v1"), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
