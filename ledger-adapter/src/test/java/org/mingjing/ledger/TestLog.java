package org.mingjing.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.NoteSigner;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.crypto.Ed25519Key;
import org.mingjing.ledger.crypto.Sm2Key;
import org.mingjing.ledger.merkle.Appended;
import org.mingjing.ledger.merkle.Frontier;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.HashReader;
import org.mingjing.ledger.merkle.Leaves;
import org.mingjing.ledger.merkle.Tree;

/** A log in memory with a fixed key: the same leaves, checkpoints and batches in every run. */
public final class TestLog {
  public static final String ORIGIN = "log.mingjing.example/test";

  private TestLog() {}

  public static NoteSigner signer() {
    return new NoteSigner(ORIGIN, key(1));
  }

  public static NoteVerifier verifier() {
    return NoteVerifier.parse(signer().verifierKey());
  }

  public static Ed25519Key key(int number) {
    return Ed25519Key.ofSeed(filled(number));
  }

  public static Sm2Key sm2Key(int number) {
    return Sm2Key.of(filled(number));
  }

  private static byte[] filled(int number) {
    var bytes = new byte[32];
    Arrays.fill(bytes, (byte) number);
    return bytes;
  }

  public static Hash leaf(long index) {
    var salt = new byte[Leaves.SALT_BYTES];
    byte[] entry = ("{\"n\":" + index + "}").getBytes(StandardCharsets.US_ASCII);
    return Leaves.leafHash(Leaves.commitment(salt, entry));
  }

  public static List<Hash> leaves(long first, int count) {
    List<Hash> leaves = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      leaves.add(leaf(first + i));
    }
    return leaves;
  }

  /** The tree of the first leaves, one append. */
  public static Appended appended(int size) {
    return Tree.empty().append(leaves(0, size));
  }

  /** The batch of the leaves {@code [first, end)}, as the log would hand it to a ledger. */
  public static Batch batch(int first, int end) {
    return new Batch(ORIGIN, first, leaves(first, end - first), checkpoint(end));
  }

  public static String checkpoint(int size) {
    Hash root = Frontier.empty().append(leaves(0, size)).root();
    return signer().sign(new Checkpoint(ORIGIN, size, root).text());
  }

  /** MTH of RFC 6962 section 2.1, word for word. */
  public static Hash root(List<Hash> leaves) {
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int k = Integer.highestOneBit(leaves.size() - 1);
    return Tree.subtreeRoot(
        List.of(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size()))));
  }

  /** Subtree hashes straight from the leaves. */
  public static HashReader reader(List<Hash> leaves) {
    return (height, index) ->
        root(leaves.subList((int) index << height, ((int) index + 1) << height));
  }

  /** Hashes that stand nowhere in the tree. */
  public static Hash stray(long number) {
    return Hash.of(ByteBuffer.allocate(Hash.LENGTH).putLong(~number).array());
  }

  public static Hash flipped(Hash hash, int position) {
    return flipped(hash, position, 0);
  }

  private static Hash flipped(Hash hash, int position, int bit) {
    byte[] bytes = hash.bytes();
    bytes[position] ^= (byte) (1 << bit);
    return Hash.of(bytes);
  }

  /**
   * The hash with one bit changed, as often as asked; with {@code -Dmingjing.test.everyBit=true}
   * each of its bits.
   */
  public static List<Hash> flips(Hash hash, int seed, int count) {
    int flips = Boolean.getBoolean("mingjing.test.everyBit") ? 8 * Hash.LENGTH : count;
    return IntStream.range(0, flips)
        .mapToObj(i -> flipped(hash, (seed + i) % Hash.LENGTH, (seed + i + i / Hash.LENGTH) % 8))
        .toList();
  }
}
