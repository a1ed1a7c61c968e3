package org.mingjing.ledger.verify;

/** The hash SM3 (GB/T 32905-2016), step by step as it stands there. */
final class Sm3 {
  private static final int[] START = {
    0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e
  };
  private static final int BLOCK_BYTES = 64;

  private Sm3() {}

  static Bytes hash(Bytes message) {
    int[] v = START.clone();
    Bytes padded = padded(message);
    for (int start = 0; start < padded.length(); start += BLOCK_BYTES) {
      compress(v, expanded(padded, start));
    }
    var hash = new byte[32];
    for (int i = 0; i < hash.length; i++) {
      hash[i] = (byte) (v[i / 4] >>> (24 - 8 * (i % 4)));
    }
    return Bytes.of(hash);
  }

  /** Section 5.2: a bit 1, zeros, and the length in bits as 64 bits. */
  private static Bytes padded(Bytes message) {
    int length = message.length();
    byte[] padded = new byte[(length + 8) / BLOCK_BYTES * BLOCK_BYTES + BLOCK_BYTES];
    System.arraycopy(message.copy(), 0, padded, 0, length);
    padded[length] = (byte) 0x80;
    for (int i = 0; i < 8; i++) {
      padded[padded.length - 1 - i] = (byte) ((8L * length) >>> (8 * i));
    }
    return Bytes.of(padded);
  }

  /** Section 5.3.2. */
  private static int[] expanded(Bytes message, int start) {
    var w = new int[68];
    for (int j = 0; j < 16; j++) {
      int at = start + 4 * j;
      w[j] =
          (message.at(at) << 24)
              | (message.at(at + 1) << 16)
              | (message.at(at + 2) << 8)
              | message.at(at + 3);
    }
    for (int j = 16; j < 68; j++) {
      int x = w[j - 16] ^ w[j - 9] ^ Integer.rotateLeft(w[j - 3], 15);
      int p1 = x ^ Integer.rotateLeft(x, 15) ^ Integer.rotateLeft(x, 23);
      w[j] = p1 ^ Integer.rotateLeft(w[j - 13], 7) ^ w[j - 6];
    }
    return w;
  }

  /** Section 5.3.3; the names are those of the standard. */
  private static void compress(int[] v, int[] w) {
    int a = v[0];
    int b = v[1];
    int c = v[2];
    int d = v[3];
    int e = v[4];
    int f = v[5];
    int g = v[6];
    int h = v[7];
    for (int j = 0; j < 64; j++) {
      int t = Integer.rotateLeft(j < 16 ? 0x79cc4519 : 0x7a879d8a, j % 32);
      int ss1 = Integer.rotateLeft(Integer.rotateLeft(a, 12) + e + t, 7);
      int ss2 = ss1 ^ Integer.rotateLeft(a, 12);
      int ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
      int gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g);
      int tt1 = ff + d + ss2 + (w[j] ^ w[j + 4]);
      int tt2 = gg + h + ss1 + w[j];
      d = c;
      c = Integer.rotateLeft(b, 9);
      b = a;
      a = tt1;
      h = g;
      g = Integer.rotateLeft(f, 19);
      f = e;
      e = tt2 ^ Integer.rotateLeft(tt2, 9) ^ Integer.rotateLeft(tt2, 17);
    }
    int[] next = {a, b, c, d, e, f, g, h};
    for (int i = 0; i < v.length; i++) {
      v[i] ^= next[i];
    }
  }
}
