package org.mingjing.ledger.verify;

import java.math.BigInteger;
import java.util.Optional;

/** SM2 signatures (GB/T 32918.2-2016 section 7.1) with SM3, under the usual identity. */
final class Sm2Signature {
  /**
   * The identity of signers who agreed on none (GM/T 0009 section 10), after its length in bits.
   */
  private static final Bytes ID =
      Bytes.of(new byte[] {0, (byte) 128}).then(Bytes.ofText("1234567812345678"));

  private static final int NUMBER_BYTES = 32;

  private Sm2Signature() {}

  /** The point of a key {@code 04 ‖ x ‖ y}. */
  static Optional<Sm2Curve.Point> key(Bytes encoded) {
    return encoded.length() == 1 + 2 * NUMBER_BYTES && encoded.at(0) == 4
        ? Sm2Curve.point(number(encoded, 1), number(encoded, 1 + NUMBER_BYTES))
        : Optional.empty();
  }

  /** Whether the signature, 64 bytes r ‖ s, is the key's over the message. */
  static boolean verifies(Sm2Curve.Point key, Bytes message, Bytes signature) {
    BigInteger r = number(signature, 0);
    BigInteger s = number(signature, NUMBER_BYTES);
    BigInteger t = r.add(s).mod(Sm2Curve.N);
    if (!isInRange(r) || !isInRange(s) || t.signum() == 0) {
      return false;
    }
    BigInteger e = new BigInteger(1, Sm3.hash(z(key).then(message)).copy());
    Sm2Curve.Point sum = Sm2Curve.G.times(s).plus(key.times(t));
    return !sum.isZero() && e.add(sum.affineX()).mod(Sm2Curve.N).equals(r);
  }

  /** Section 5.5: the hash of identity, curve and key. */
  private static Bytes z(Sm2Curve.Point key) {
    Bytes all = ID;
    for (BigInteger part :
        new BigInteger[] {
          Sm2Curve.A, Sm2Curve.B, Sm2Curve.G.x(), Sm2Curve.G.y(), key.x(), key.y()
        }) {
      all = all.then(Bytes.ofHex("%064x".formatted(part)));
    }
    return Sm3.hash(all);
  }

  private static boolean isInRange(BigInteger number) {
    return number.signum() > 0 && number.compareTo(Sm2Curve.N) < 0;
  }

  private static BigInteger number(Bytes bytes, int from) {
    return new BigInteger(1, bytes.slice(from, from + NUMBER_BYTES).copy());
  }
}
