package org.mingjing.connectors.kafka;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Where each key's newest record is. Of a key it holds 128 bits of an HMAC-SHA256 under a secret of
 * its own, so that neither keys nor anything that could be tried against a list of keys is kept
 * beyond the process. Two of 10⁸ keys meet by chance once in 10²² topics.
 *
 * <p>Between partitions there is no order. So a key that was written to two of them, as happens
 * after a topic was given more, is told as {@link Where.Twice}.
 *
 * <p>One thread writes, any may read.
 */
final class KeyIndex {
  private static final int SHARDS = 64;
  private final List<Shard> shards = new ArrayList<>(SHARDS);
  private final AtomicInteger size = new AtomicInteger();
  private final ThreadLocal<Mac> macs;
  private final int maxKeys;
  private boolean caughtUp;

  /**
   * An empty one.
   *
   * @param secret at least 16 random bytes
   */
  KeyIndex(byte[] secret, int maxKeys) {
    SecretKeySpec key = new SecretKeySpec(secret, "HmacSHA256");
    this.macs = ThreadLocal.withInitial(() -> mac(key));
    this.maxKeys = maxKeys;
    for (int i = 0; i < SHARDS; i++) {
      shards.add(new Shard());
    }
  }

  /** There are more keys than were allowed. */
  static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  int size() {
    return size.get();
  }

  void put(byte[] key, Where.Place place) {
    Digest digest = digest(key);
    count(shard(digest).put(digest, place));
  }

  /** A record of a partition says that the key has none any more. */
  void remove(byte[] key, int partition) {
    Digest digest = digest(key);
    count(
        caughtUp
            ? shard(digest).remove(digest, partition)
            : shard(digest).markRemoved(digest, partition));
  }

  /**
   * All partitions are read as far as they reached; until now, a removal from one of them had to be
   * remembered, since another may still have told of the same key.
   */
  void caughtUp() {
    if (!caughtUp) {
      caughtUp = true;
      shards.forEach(shard -> count(shard.forgetRemoved()));
    }
  }

  private void count(int more) {
    if (more != 0 && size.addAndGet(more) > maxKeys) {
      throw new Full();
    }
  }

  Where find(byte[] key) {
    Digest digest = digest(key);
    return shard(digest).find(digest);
  }

  private Shard shard(Digest digest) {
    return shards.get((int) (digest.high >>> 58));
  }

  private Digest digest(byte[] key) {
    byte[] hash = macs.get().doFinal(key);
    return new Digest(word(hash, 0), word(hash, 8));
  }

  private static long word(byte[] bytes, int from) {
    long word = 0;
    for (int i = from; i < from + 8; i++) {
      word = (word << 8) | (bytes[i] & 0xff);
    }
    return word;
  }

  private static Mac mac(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Digest(long high, long low) {}

  /**
   * An open hash table in one array: three words a slot, digest and {@link Where}; none of that, no
   * slot. What changes it returns by how much it grew.
   */
  private static final class Shard {
    private static final int WORDS = 3;
    private long[] slots = new long[WORDS * 16];
    private int used;

    synchronized int put(Digest digest, Where.Place place) {
      return tell(digest, place.partition(), Where.packed(place));
    }

    synchronized int markRemoved(Digest digest, int partition) {
      boolean already = Where.isRemoved(slots[slot(digest) + 2]);
      return already ? 0 : tell(digest, partition, Where.removed(partition));
    }

    /** What another partition tells of the key already cannot be overruled. */
    private int tell(Digest digest, int partition, long packed) {
      makeRoom();
      int at = slot(digest);
      long known = slots[at + 2];
      boolean ours = known == Where.NONE || Where.partition(known) == partition;
      write(at, digest.high, digest.low, ours ? packed : Where.TWICE);
      used += known == Where.NONE ? 1 : 0;
      return known == Where.NONE ? 1 : 0;
    }

    synchronized Where find(Digest digest) {
      return Where.of(slots[slot(digest) + 2]);
    }

    synchronized int remove(Digest digest, int partition) {
      int at = slot(digest);
      long known = slots[at + 2];
      if (known == Where.NONE) {
        return 0;
      }
      if (Where.partition(known) != partition) {
        write(at, digest.high, digest.low, Where.TWICE);
        return 0;
      }
      write(at, 0, 0, Where.NONE);
      used--;
      closeGapBehind(at);
      return -1;
    }

    synchronized int forgetRemoved() {
      int before = used;
      rebuild(slots.length, false);
      return used - before;
    }

    /** What follows without a gap may have been put there only because its own slot was taken. */
    private void closeGapBehind(int gap) {
      int at = next(gap);
      while (slots[at + 2] != Where.NONE) {
        Digest moved = new Digest(slots[at], slots[at + 1]);
        long packed = slots[at + 2];
        write(at, 0, 0, Where.NONE);
        write(slot(moved), moved.high, moved.low, packed);
        at = next(at);
      }
    }

    /** The slot of a digest, or the empty one where it would be. */
    private int slot(Digest digest) {
      int at = (int) Long.remainderUnsigned(digest.low, slots.length / WORDS) * WORDS;
      while (slots[at + 2] != Where.NONE
          && (slots[at] != digest.high || slots[at + 1] != digest.low)) {
        at = next(at);
      }
      return at;
    }

    private int next(int at) {
      return at + WORDS == slots.length ? 0 : at + WORDS;
    }

    private void makeRoom() {
      if ((used + 1) * 5L > (slots.length / WORDS) * 4L) {
        rebuild(Math.multiplyExact(slots.length, 2), true);
      }
    }

    private void rebuild(int length, boolean removedToo) {
      long[] old = slots;
      slots = new long[length];
      used = 0;
      for (int at = 0; at < old.length; at += WORDS) {
        long packed = old[at + 2];
        if (packed != Where.NONE && (removedToo || !Where.isRemoved(packed))) {
          write(slot(new Digest(old[at], old[at + 1])), old[at], old[at + 1], packed);
          used++;
        }
      }
    }

    private void write(int at, long high, long low, long packed) {
      slots[at] = high;
      slots[at + 1] = low;
      slots[at + 2] = packed;
    }
  }
}
