package org.mingjing.ledger.verify;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.HexFormat;

/** ECDSA on P-256 with SHA-256, as Fabric's peers sign: DER, and the lower of two values of s. */
final class EcdsaSignature {
  private static final ECParameterSpec P256 = p256();

  private EcdsaSignature() {}

  static boolean isP256(PublicKey key) {
    return key instanceof ECPublicKey point
        && point.getParams().getCurve().equals(P256.getCurve())
        && point.getParams().getGenerator().equals(P256.getGenerator())
        && point.getParams().getOrder().equals(P256.getOrder());
  }

  /** Whether the signature, in its one form, is the key's over the message. */
  static boolean verifies(PublicKey key, Bytes message, Bytes signature) {
    if (!isCanonical(signature.hex())) {
      return false;
    }
    try {
      Signature engine = Signature.getInstance("SHA256withECDSA");
      engine.initVerify(key);
      engine.update(message.copy());
      return engine.verify(signature.copy());
    } catch (SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK verifies ECDSA", e);
    }
  }

  /** Whether it is the DER of two positive integers, the second in the lower half of the order. */
  private static boolean isCanonical(String der) {
    int firstEnd = der.length() < 8 ? 0 : 8 + 2 * HexFormat.fromHexDigits(der, 6, 8);
    if (firstEnd == 0 || firstEnd + 4 >= der.length()) {
      return false;
    }
    var r = new BigInteger("0" + der.substring(8, firstEnd), 16);
    var s = new BigInteger(der.substring(firstEnd + 4), 16);
    String content = integer(r) + integer(s);
    return der.equals("30%02x".formatted(content.length() / 2) + content)
        && s.compareTo(P256.getOrder().shiftRight(1)) <= 0;
  }

  private static String integer(BigInteger value) {
    byte[] bytes = value.toByteArray();
    return "02%02x".formatted(bytes.length) + HexFormat.of().formatHex(bytes);
  }

  private static ECParameterSpec p256() {
    try {
      var parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }
}
