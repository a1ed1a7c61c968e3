package org.mingjing.ledger.verify;

import java.math.BigInteger;
import java.util.Optional;

/**
 * The recommended curve of SM2 (GB/T 32918.5-2017): y² = x³ + ax + b over the integers modulo p.
 * For what is public only: the time that it takes depends on the numbers.
 */
final class Sm2Curve {
  static final BigInteger P =
      new BigInteger("fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff", 16);
  static final BigInteger A = P.subtract(BigInteger.valueOf(3));
  static final BigInteger B =
      new BigInteger("28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93", 16);
  static final BigInteger N =
      new BigInteger("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123", 16);
  static final Point G =
      new Point(
          new BigInteger("32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7", 16),
          new BigInteger("bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0", 16),
          BigInteger.ONE);
  private static final Point ZERO = new Point(BigInteger.ONE, BigInteger.ONE, BigInteger.ZERO);

  private Sm2Curve() {}

  /** A point in Jacobian coordinates: (X/Z², Y/Z³), and the point at infinity where Z = 0. */
  record Point(BigInteger x, BigInteger y, BigInteger z) {
    boolean isZero() {
      return z.signum() == 0;
    }

    BigInteger affineX() {
      BigInteger inverse = z.modInverse(P);
      return times(x, times(inverse, inverse));
    }

    Point doubled() {
      if (isZero() || y.signum() == 0) {
        return ZERO;
      }
      BigInteger yy = times(y, y);
      BigInteger s = times(BigInteger.valueOf(4), times(x, yy));
      BigInteger zz = times(z, z);
      BigInteger m = times(BigInteger.valueOf(3), times(x, x)).add(times(A, times(zz, zz))).mod(P);
      BigInteger x3 = times(m, m).subtract(s.shiftLeft(1)).mod(P);
      BigInteger y3 = times(m, s.subtract(x3)).subtract(times(yy, yy).shiftLeft(3)).mod(P);
      return new Point(x3, y3, times(y, z).shiftLeft(1).mod(P));
    }

    Point plus(Point q) {
      if (isZero() || q.isZero()) {
        return isZero() ? q : this;
      }
      BigInteger zz1 = times(z, z);
      BigInteger zz2 = times(q.z, q.z);
      BigInteger u1 = times(x, zz2);
      BigInteger s1 = times(y, times(q.z, zz2));
      BigInteger h = times(q.x, zz1).subtract(u1).mod(P);
      BigInteger r = times(q.y, times(z, zz1)).subtract(s1).mod(P);
      if (h.signum() == 0) {
        return r.signum() == 0 ? doubled() : ZERO;
      }
      BigInteger hh = times(h, h);
      BigInteger hhh = times(h, hh);
      BigInteger v = times(u1, hh);
      BigInteger x3 = times(r, r).subtract(hhh).subtract(v.shiftLeft(1)).mod(P);
      BigInteger y3 = times(r, v.subtract(x3)).subtract(times(s1, hhh)).mod(P);
      return new Point(x3, y3, times(times(z, q.z), h));
    }

    Point times(BigInteger factor) {
      Point sum = ZERO;
      for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
        sum = sum.doubled();
        sum = factor.testBit(bit) ? sum.plus(this) : sum;
      }
      return sum;
    }

    private static BigInteger times(BigInteger a, BigInteger b) {
      return a.multiply(b).mod(P);
    }
  }

  /** The point with these coordinates, if it is one of the curve. */
  static Optional<Point> point(BigInteger x, BigInteger y) {
    boolean inField = x.compareTo(P) < 0 && y.compareTo(P) < 0;
    BigInteger right = x.pow(3).add(A.multiply(x)).add(B).mod(P);
    return inField && y.multiply(y).mod(P).equals(right)
        ? Optional.of(new Point(x, y, BigInteger.ONE))
        : Optional.empty();
  }
}
