package org.mingjing.ledger.crypto;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.math.ec.ECPoint;

/** An SM2 public key (GB/T 32918) on the recommended curve, sm2p256v1. Immutable. */
public final class Sm2PublicKey {
  /** Length in bytes of the encoding {@code 04 ‖ x ‖ y}. */
  public static final int BYTES = 65;

  static final ECDomainParameters CURVE =
      new ECDomainParameters(CustomNamedCurves.getByName("sm2p256v1"));

  /** The identity of signers who agreed on none (GM/T 0009 section 10). */
  private static final byte[] USER_ID = "1234567812345678".getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes;
  private final ECPublicKeyParameters key;

  private Sm2PublicKey(byte[] bytes, ECPoint point) {
    this.bytes = bytes;
    this.key = new ECPublicKeyParameters(point, CURVE);
  }

  /**
   * Takes a key in the encoding {@code 04 ‖ x ‖ y} (GB/T 32918.1 section 4.2.9).
   *
   * @throws IllegalArgumentException unless it is a point of the curve in that encoding
   */
  public static Sm2PublicKey of(byte[] bytes) {
    if (bytes.length != BYTES || bytes[0] != 4) {
      throw new IllegalArgumentException("not an SM2 public key 04 ‖ x ‖ y");
    }
    return new Sm2PublicKey(bytes.clone(), CURVE.getCurve().decodePoint(bytes));
  }

  /**
   * Whether the signature is this key's over the message (GB/T 32918.2 section 7.1, with SM3).
   *
   * @param signature 64 bytes r ‖ s; a wrong length is a wrong signature
   */
  public boolean verify(byte[] message, byte[] signature) {
    if (signature.length != Sm2Key.SIGNATURE_BYTES) {
      return false;
    }
    SM2Signer engine = engine(false, key);
    engine.update(message, 0, message.length);
    return engine.verifySignature(signature);
  }

  static SM2Signer engine(boolean signing, CipherParameters key) {
    var engine = new SM2Signer(PlainDSAEncoding.INSTANCE);
    engine.init(signing, new ParametersWithID(key, USER_ID));
    return engine;
  }

  /** A copy of the 65 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
