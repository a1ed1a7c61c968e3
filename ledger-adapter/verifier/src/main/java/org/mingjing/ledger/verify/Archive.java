package org.mingjing.ledger.verify;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Many receipts: a folder with all that is in it, or a file with one a line ({@code .jsonl}). What
 * a file holds is told by its name. Symbolic links are not followed.
 */
final class Archive {
  private static final int FILES_A_BATCH = 128;

  private final Workers workers;
  private List<Path> files = new ArrayList<>();
  private long ignored;

  private Archive(Workers workers) {
    this.workers = workers;
  }

  /** Whether the path stands for many receipts and not for one. */
  static boolean isOne(Path path) {
    return Files.isDirectory(path) || isLines(path);
  }

  /**
   * Checks every receipt.
   *
   * @param told hears of every failure, in the order in which the files are found
   * @throws IOException when the path or a folder in it cannot be read
   */
  static Tally verify(Path path, ReceiptVerifier verifier, Consumer<Findings.Failure> told)
      throws IOException {
    try (var workers = new Workers(verifier, told)) {
      var archive = new Archive(workers);
      Files.walkFileTree(path, archive.new Visitor());
      archive.flush();
      return workers.tally().ignoring(archive.ignored);
    }
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isRegularFile() && isLines(file)) {
        lines(file);
      } else if (attributes.isRegularFile() && isReceipt(file)) {
        file(file);
      } else {
        ignored++;
      }
      return FileVisitResult.CONTINUE;
    }
  }

  private static boolean isLines(Path file) {
    return name(file).endsWith(".jsonl");
  }

  private static boolean isReceipt(Path file) {
    return name(file).endsWith(".json") || name(file).endsWith(".tlog-proof");
  }

  private static String name(Path file) {
    return file.toString().toLowerCase(Locale.ROOT);
  }

  private void file(Path file) {
    files.add(file);
    if (files.size() == FILES_A_BATCH) {
      flush();
    }
  }

  private void flush() {
    workers.check(new Batch.OfFiles(files));
    files = new ArrayList<>();
  }

  private void lines(Path file) throws IOException {
    flush();
    try (var input = new BufferedInputStream(Files.newInputStream(file))) {
      var blocks = new LineBlocks(input);
      long line = 1;
      for (byte[] block = blocks.next(); block.length > 0; block = blocks.next()) {
        workers.check(new Batch.OfLines(file, line, block));
        line += LineBlocks.lines(block);
      }
    }
  }
}
