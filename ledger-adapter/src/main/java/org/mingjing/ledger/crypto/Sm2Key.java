package org.mingjing.ledger.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/**
 * An SM2 private key (GB/T 32918) on the recommended curve, sm2p256v1. Signatures are
 * deterministic: the log counts on it that a checkpoint signed anew is the same to the letter.
 * Immutable; safe for many threads.
 */
public final class Sm2Key {
  /** Length of a signature r ‖ s in bytes. */
  public static final int SIGNATURE_BYTES = 64;

  static final int KEY_BYTES = 32;

  private final ECPrivateKeyParameters key;
  private final Sm2PublicKey publicKey;

  private Sm2Key(BigInteger d) {
    this.key = new ECPrivateKeyParameters(d, Sm2PublicKey.CURVE);
    this.publicKey =
        Sm2PublicKey.of(
            new FixedPointCombMultiplier()
                .multiply(Sm2PublicKey.CURVE.getG(), d)
                .getEncoded(false));
  }

  /** A new key. */
  public static Sm2Key generate(SecureRandom random) {
    BigInteger largest = Sm2PublicKey.CURVE.getN().subtract(BigInteger.TWO);
    return new Sm2Key(BigIntegers.createRandomInRange(BigInteger.ONE, largest, random));
  }

  /**
   * The key with the given number, 32 bytes, big-endian.
   *
   * @throws IllegalArgumentException unless it lies between 1 and n − 2 (GB/T 32918.1 section 6.1)
   */
  public static Sm2Key of(byte[] number) {
    var d = new BigInteger(1, number);
    BigInteger largest = Sm2PublicKey.CURVE.getN().subtract(BigInteger.TWO);
    if (number.length != KEY_BYTES || d.signum() == 0 || d.compareTo(largest) > 0) {
      throw new IllegalArgumentException("not an SM2 private key");
    }
    return new Sm2Key(d);
  }

  /**
   * Reads a key that {@link #store} wrote.
   *
   * @throws IOException also when the file holds anything else, or others than its owner may use it
   */
  public static Sm2Key load(Path file) throws IOException {
    try {
      return of(KeyFile.SM2.read(file));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Writes the key to a new file for its owner only (mode 0600): completely or not at all, and
   * never over a file that is there.
   *
   * @throws java.nio.file.FileAlreadyExistsException when there is one
   */
  public void store(Path file) throws IOException {
    KeyFile.SM2.write(file, BigIntegers.asUnsignedByteArray(KEY_BYTES, key.getD()));
  }

  /** The signature over the message: 64 bytes r ‖ s, always the same for the same message. */
  public byte[] sign(byte[] message) {
    SM2Signer engine =
        Sm2PublicKey.engine(true, new ParametersWithRandom(key, new Nonces(key.getD(), message)));
    engine.update(message, 0, message.length);
    try {
      return engine.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException("a valid key signs", e);
    }
  }

  /** The key that verifies. */
  public Sm2PublicKey publicKey() {
    return publicKey;
  }

  @Override
  public String toString() {
    return "SM2 private key of " + publicKey;
  }

  /**
   * The numbers k as RFC 6979 section 3.2 derives them from key and message, with SM3, in the place
   * of random ones.
   */
  private static final class Nonces extends SecureRandom {
    private static final long serialVersionUID = 1;

    private final transient HMacDSAKCalculator numbers = new HMacDSAKCalculator(new SM3Digest());

    Nonces(BigInteger d, byte[] message) {
      var digest = new SM3Digest();
      digest.update(message, 0, message.length);
      var hash = new byte[digest.getDigestSize()];
      digest.doFinal(hash, 0);
      numbers.init(Sm2PublicKey.CURVE.getN(), d, hash);
    }

    @Override
    public void nextBytes(byte[] bytes) {
      byte[] k = BigIntegers.asUnsignedByteArray(bytes.length, numbers.nextK());
      System.arraycopy(k, 0, bytes, 0, bytes.length);
    }
  }
}
