package org.mingjing.connectors.kafka;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Where each key's newest record is. Of a key it holds 128 bits of an HMAC-SHA256 under a secret of
 * its own, so that neither keys nor anything that could be tried against a list of keys is kept
 * beyond the process. Two of 10⁸ keys meet by chance once in 10²² topics.
 *
 * <p>One thread writes, any may read.
 */
final class KeyIndex {
  private static final int SHARDS = 64;
  private final List<Shard> shards = new ArrayList<>(SHARDS);
  private final AtomicInteger size = new AtomicInteger();
  private final ThreadLocal<Mac> macs;
  private final int maxKeys;

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

  /** A place in a topic. */
  record Place(int partition, long offset) {}

  /** There are more keys than were allowed. */
  static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  int size() {
    return size.get();
  }

  void put(byte[] key, Place place) {
    Digest digest = digest(key);
    if (shard(digest).put(digest, place) && size.incrementAndGet() > maxKeys) {
      throw new Full();
    }
  }

  void remove(byte[] key) {
    Digest digest = digest(key);
    if (shard(digest).remove(digest)) {
      size.decrementAndGet();
    }
  }

  Optional<Place> find(byte[] key) {
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

  /** An open hash table in one array: three words a slot, digest and place; no place, no slot. */
  private static final class Shard {
    private static final int WORDS = 3;
    private static final int PARTITION_BITS = 16;
    private long[] slots = new long[WORDS * 16];
    private int used;

    /** Whether the key is new. */
    synchronized boolean put(Digest digest, Place place) {
      if ((used + 1) * 5L > (slots.length / WORDS) * 4L) {
        grow();
      }
      int at = slot(digest);
      boolean fresh = slots[at + 2] == 0;
      write(at, digest.high, digest.low, packed(place));
      used += fresh ? 1 : 0;
      return fresh;
    }

    synchronized Optional<Place> find(Digest digest) {
      long packed = slots[slot(digest) + 2];
      return packed == 0 ? Optional.empty() : Optional.of(unpacked(packed));
    }

    synchronized boolean remove(Digest digest) {
      int at = slot(digest);
      if (slots[at + 2] == 0) {
        return false;
      }
      write(at, 0, 0, 0);
      used--;
      closeGapBehind(at);
      return true;
    }

    /** What follows without a gap may have been put there only because its own slot was taken. */
    private void closeGapBehind(int gap) {
      int at = next(gap);
      while (slots[at + 2] != 0) {
        Digest moved = new Digest(slots[at], slots[at + 1]);
        long packed = slots[at + 2];
        write(at, 0, 0, 0);
        write(slot(moved), moved.high, moved.low, packed);
        at = next(at);
      }
    }

    /** The slot of a digest, or the empty one where it would be. */
    private int slot(Digest digest) {
      int at = (int) Long.remainderUnsigned(digest.low, slots.length / WORDS) * WORDS;
      while (slots[at + 2] != 0 && (slots[at] != digest.high || slots[at + 1] != digest.low)) {
        at = next(at);
      }
      return at;
    }

    private int next(int at) {
      return at + WORDS == slots.length ? 0 : at + WORDS;
    }

    private void grow() {
      long[] old = slots;
      slots = new long[Math.multiplyExact(old.length, 2)];
      for (int at = 0; at < old.length; at += WORDS) {
        if (old[at + 2] != 0) {
          write(slot(new Digest(old[at], old[at + 1])), old[at], old[at + 1], old[at + 2]);
        }
      }
    }

    private void write(int at, long high, long low, long packed) {
      slots[at] = high;
      slots[at + 1] = low;
      slots[at + 2] = packed;
    }

    /** Offset and partition in one word that is never 0; Kafka's offsets stay far below 2⁴⁷. */
    private static long packed(Place place) {
      if (place.partition >= 1 << PARTITION_BITS || place.offset >= 1L << 47) {
        throw new IllegalStateException("a place beyond what is kept");
      }
      return ((place.offset + 1) << PARTITION_BITS) | place.partition;
    }

    private static Place unpacked(long packed) {
      return new Place(
          (int) (packed & ((1 << PARTITION_BITS) - 1)), (packed >>> PARTITION_BITS) - 1);
    }
  }
}
