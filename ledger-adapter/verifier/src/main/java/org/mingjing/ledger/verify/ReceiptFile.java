package org.mingjing.ledger.verify;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The parts of a receipt, taken out of the file that holds it; every byte of the file is in one.
 */
record ReceiptFile(
    Json.Members entryMembers,
    String entry,
    Bytes salt,
    long index,
    List<Bytes> proof,
    String checkpoint,
    Optional<AnchorPart> anchor,
    Optional<Bytes> digestKey) {
  static final int MAX_BYTES = 1 << 20;
  private static final int HASH_BYTES = 32;
  private static final int MAX_PROOF = 63;
  private static final Set<String> NAMES =
      Set.of("anchor", "checkpoint", "digestKey", "entry", "index", "proof", "salt");

  record AnchorPart(String kind, String ledgerKey, String signature) {}

  static ReceiptFile parse(byte[] file) {
    if (file.length > MAX_BYTES) {
      throw broken("文件大于 1 MiB", "the file is larger than 1 MiB");
    }
    String text = text(file);
    var fields = new Fields("receipt", CanonicalParser.parse(text), NAMES);
    Json.Members entry = fields.object("entry");
    return new ReceiptFile(
        entry,
        text.substring(entry.start(), entry.end()),
        Bytes.ofBase64("salt", fields.string("salt"), HASH_BYTES),
        index(fields.whole("index")),
        proof(fields.strings("proof")),
        fields.string("checkpoint"),
        fields.unlessNull("anchor").map(ReceiptFile::anchor),
        fields.unlessNull("digestKey").map(json -> digestKey(fields)));
  }

  /** Decodes UTF-8 without replacing anything; one newline may stand at the end. */
  private static String text(byte[] file) {
    boolean newline = file.length > 0 && file[file.length - 1] == '\n';
    var bytes = ByteBuffer.wrap(file, 0, newline ? file.length - 1 : file.length);
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

  private static List<Bytes> proof(List<String> hashes) {
    if (hashes.size() > MAX_PROOF) {
      throw broken("proof 过长", "proof is too long");
    }
    return hashes.stream().map(hash -> Bytes.ofBase64("proof", hash, HASH_BYTES)).toList();
  }

  private static Bytes digestKey(Fields fields) {
    return Bytes.ofBase64("digestKey", fields.string("digestKey"), HASH_BYTES);
  }

  private static AnchorPart anchor(Json json) {
    var fields = new Fields("anchor", json, Set.of("kind", "ledgerKey", "signature"));
    return new AnchorPart(
        fields.string("kind"), fields.string("ledgerKey"), fields.string("signature"));
  }

  private static Broken broken(String zh, String en) {
    return new Broken(Check.FORM, zh, en);
  }
}
