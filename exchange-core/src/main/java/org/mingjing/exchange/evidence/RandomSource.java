package org.mingjing.exchange.evidence;

import java.security.SecureRandom;
import java.util.UUID;

/** Salts, digest keys and ids; comes in by constructor, so that a test can repeat a receipt. */
public final class RandomSource {
  private static final int KEY_BYTES = 32;
  private final SecureRandom random;

  public RandomSource(SecureRandom random) {
    this.random = random;
  }

  /** 32 random bytes: a salt or a key. */
  public byte[] key() {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A UUIDv7 (RFC 9562 5.7): milliseconds, then 74 random bits. */
  public UUID id(long epochMilli) {
    byte[] bytes = new byte[10];
    random.nextBytes(bytes);
    long high = ((bytes[0] & 0x0fL) << 8) | (bytes[1] & 0xffL);
    long low = 0;
    for (int i = 2; i < bytes.length; i++) {
      low = (low << 8) | (bytes[i] & 0xffL);
    }
    return new UUID(
        (epochMilli << 16) | 0x7000L | high, (low & 0x3fffffffffffffffL) | 0x8000000000000000L);
  }
}
