package org.mingjing.ledger.verify;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The parts of a receipt, taken out of the file that holds it; every byte of the file is in one.
 */
record ReceiptFile(
    Json.Members entryMembers,
    Bytes entry,
    Bytes salt,
    long index,
    List<Bytes> proof,
    String checkpoint,
    Optional<AnchorPart> anchor,
    Optional<Bytes> digestKey) {
  static final int MAX_BYTES = 1 << 20;
  private static final int HASH_BYTES = 32;
  private static final int MAX_PROOF = 63;
  private static final char REPLACED = '\ufffd';
  private static final Set<String> NAMES =
      Set.of("anchor", "checkpoint", "digestKey", "entry", "index", "proof", "salt");

  static ReceiptFile parse(byte[] file) {
    if (file.length > MAX_BYTES) {
      throw broken("文件大于 1 MiB", "the file is larger than 1 MiB");
    }
    return TlogProof.is(file) ? TlogProof.parse(text(file)) : json(withoutNewline(file));
  }

  private static ReceiptFile json(byte[] file) {
    var fields = new Fields("receipt", CanonicalParser.parse(file), NAMES);
    return of(
        file,
        fields,
        fields.whole("index"),
        proof(fields.strings("proof")),
        fields.string("checkpoint"));
  }

  /** A receipt from the members that every form of it has in JSON, and what forms tell apart. */
  static ReceiptFile of(
      byte[] json, Fields fields, long index, List<Bytes> proof, String checkpoint) {
    Json.Members entry = fields.object("entry");
    return new ReceiptFile(
        entry,
        Bytes.of(Arrays.copyOfRange(json, entry.start(), entry.end())),
        Bytes.ofBase64("salt", fields.string("salt"), HASH_BYTES),
        index(index),
        proof,
        checkpoint,
        fields.unlessNull("anchor").map(AnchorPart::parse),
        fields.unlessNull("digestKey").map(_ -> digestKey(fields)));
  }

  private static byte[] withoutNewline(byte[] file) {
    int last = file.length - 1;
    return last >= 0 && file[last] == '\n' ? Arrays.copyOf(file, last) : file;
  }

  /** Decodes UTF-8 without replacing anything. */
  static String text(byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    return text.indexOf(REPLACED) < 0 ? text : strictly(ByteBuffer.wrap(file));
  }

  /** Slower, so asked only where something may have been replaced. */
  private static String strictly(ByteBuffer bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw broken("文件不是 UTF-8", "the file is not UTF-8");
    }
  }

  private static long index(long index) {
    if (index < 0) {
      throw broken("index 为负", "index is negative");
    }
    return index;
  }

  static List<Bytes> proof(List<String> hashes) {
    if (hashes.size() > MAX_PROOF) {
      throw broken("proof 过长", "proof is too long");
    }
    return hashes.stream().map(hash -> Bytes.ofBase64("proof", hash, HASH_BYTES)).toList();
  }

  private static Bytes digestKey(Fields fields) {
    return Bytes.ofBase64("digestKey", fields.string("digestKey"), HASH_BYTES);
  }

  private static Broken broken(String zh, String en) {
    return new Broken(Check.FORM, zh, en);
  }
}
