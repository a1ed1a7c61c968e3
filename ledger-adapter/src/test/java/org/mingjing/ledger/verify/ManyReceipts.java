package org.mingjing.ledger.verify;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.merkle.Appended;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Leaves;
import org.mingjing.ledger.merkle.Tree;
import org.mingjing.ledger.receipt.Anchor;
import org.mingjing.ledger.receipt.Receipt;
import org.mingjing.ledger.receipt.TestReceipts;

/**
 * Writes the receipts of a whole log, to measure how fast they are verified: {@code ManyReceipts
 * FOLDER LEAVES BATCH files|lines}. Each batch of leaves has one anchored checkpoint. Nothing runs
 * this but who wants to measure; {@code FOLDER/log.vkey} is the key.
 */
final class ManyReceipts {
  private static final int FILES_A_FOLDER = 10_000;
  private static final byte[] SALT = new byte[Leaves.SALT_BYTES];

  private ManyReceipts() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    Files.writeString(folder.resolve("log.vkey"), TestLog.signer().verifierKey() + "\n");
    int leaves = Integer.parseInt(args[1]);
    int batch = Integer.parseInt(args[2]);
    Path file = folder.resolve("receipts.jsonl");
    if (args[3].equals("files")) {
      write(leaves, batch, (index, json) -> Files.write(file(folder, index), json));
      return;
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      write(
          leaves,
          batch,
          (_, json) -> {
            out.write(json);
            out.write('\n');
          });
    }
  }

  /** Takes one receipt. */
  interface Sink {
    void take(long index, byte[] json) throws IOException;
  }

  private static Path file(Path folder, long index) throws IOException {
    Path day = folder.resolve("%04d".formatted(index / FILES_A_FOLDER));
    if (index % FILES_A_FOLDER == 0) {
      Files.createDirectories(day);
    }
    return day.resolve(index + ".json");
  }

  static void write(int leaves, int batch, Sink sink) throws IOException {
    String entry = new String(TestReceipts.entry(), StandardCharsets.UTF_8);
    String ledgerKey = Anchor.ledgerKey(TestLog.signer(), TestReceipts.ledger().verifierKey());
    Tree tree = Tree.empty();
    for (int first = 0; first < leaves; first += batch) {
      List<byte[]> entries = new ArrayList<>(batch);
      List<Hash> hashes = new ArrayList<>(batch);
      for (int index = first; index < Math.min(first + batch, leaves); index++) {
        byte[] bytes = numbered(entry, index);
        entries.add(bytes);
        hashes.add(Leaves.leafHash(Leaves.commitment(SALT, bytes)));
      }
      Appended appended = tree.append(hashes);
      tree = appended.tree();
      String text = new Checkpoint(TestLog.ORIGIN, tree.size(), tree.root()).text();
      String note = TestLog.signer().sign(text);
      var anchor = Anchor.embedded(ledgerKey, TestReceipts.ledger().signatureLine(text));
      for (int i = 0; i < entries.size(); i++) {
        int index = first + i;
        var receipt =
            new Receipt(
                entries.get(i),
                SALT,
                index,
                appended.proof(i),
                note,
                Optional.of(anchor),
                Optional.empty());
        sink.take(index, receipt.json());
      }
    }
  }

  private static byte[] numbered(String entry, int index) {
    return entry.replace("000000000041", "%012d".formatted(index)).getBytes(StandardCharsets.UTF_8);
  }
}
