package org.mingjing.exchange.operations;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.InvalidNote;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.log.TileFolder;
import org.mingjing.ledger.log.TilePath;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Tile;
import org.mingjing.ledger.merkle.Tree;

/**
 * The published log (C2SP tlog-tiles) compared with the entries: every file holds what they give,
 * all that the published checkpoint needs is there, and nothing else is. Its hashes were shown to
 * others, so they name each entry that was changed since.
 *
 * <p>What is there is listed before the database's snapshot is taken: a file of a later commit,
 * published meanwhile, is not looked at. Files beyond the checkpoint that the entries give are what
 * an interrupted publication leaves.
 */
final class PublishedFiles {
  private static final String CHECKPOINT = "checkpoint";
  private static final String UNFINISHED = ".new";

  private final Path folder;
  private final Optional<String> note;

  /** Not compared yet. */
  private final NavigableSet<String> files;

  private final ByteArrayOutputStream bundle = new ByteArrayOutputStream();
  private long entries;
  private long size;

  private PublishedFiles(Path folder, Optional<String> note, NavigableSet<String> files) {
    this.folder = folder;
    this.note = note;
    this.files = files;
  }

  /** What is in the folder, if there is one, at this moment. */
  static PublishedFiles listed(Optional<Path> given) throws IOException {
    Path folder = given.orElse(Path.of(""));
    NavigableSet<String> files = new TreeSet<>();
    if (given.isEmpty() || !Files.isDirectory(folder)) {
      return new PublishedFiles(folder, Optional.empty(), files);
    }
    Optional<String> note = new TileFolder(folder).checkpoint();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .filter(name -> !name.equals(CHECKPOINT) && !name.endsWith(UNFINISHED))
          .forEach(files::add);
    }
    return new PublishedFiles(folder, note, files);
  }

  /** The published checkpoint, which whoever read the files has seen. */
  Optional<Checkpoint> checkpoint(NoteVerifier log, Findings findings) {
    try {
      Optional<Checkpoint> shown = note.map(log::open);
      shown.ifPresent(checkpoint -> size = checkpoint.size());
      return shown.filter(checkpoint -> checkpoint.size() > 0);
    } catch (InvalidNote e) {
      findings.at(0, "已发布的检查点不属于本日志", "the published checkpoint is not this log's: " + e.reason());
      return Optional.empty();
    }
  }

  /** The next entry's commitment: what the entry bundles hold. */
  void add(Hash commitment, Findings findings) throws IOException {
    bundle.write(0);
    bundle.write(Hash.LENGTH);
    bundle.writeBytes(commitment.bytes());
    if (++entries % Tile.WIDTH == 0) {
      compareBundle((entries - 1) / Tile.WIDTH, findings);
    }
  }

  private void compareBundle(long n, Findings findings) throws IOException {
    compare(new Kind(-1), n, bundle.toByteArray(), findings);
    bundle.reset();
  }

  void compare(Tile tile, Findings findings) throws IOException {
    compare(new Kind(tile.level()), tile.n(), tile.hashes(), findings);
  }

  /** The unfinished tiles at the log's end, and what belongs to no entry. */
  void end(Tree tree, Findings findings) throws IOException {
    if (bundle.size() > 0) {
      compareBundle(entries / Tile.WIDTH, findings);
    }
    for (int level = 0; tree.size() >> (8 * level) > 0; level++) {
      byte[] hashes = tree.unfinishedTile(level);
      if (hashes.length > 0) {
        long n = (tree.size() >> (8 * level)) / Tile.WIDTH;
        compare(new Kind(level), n, hashes, findings);
      }
    }
    for (String extra : files) {
      findings.at(
          tree.size(),
          "已发布的文件 " + extra + " 不属于任何条目",
          "the published file " + extra + " belongs to no entries");
    }
  }

  /** Tiles of a level, or entry bundles (-1). */
  private record Kind(int level) {
    String path(long n, int width) {
      return level < 0 ? TilePath.entries(n, width) : TilePath.hashes(level, n, width);
    }

    int unit() {
      return level < 0 ? Short.BYTES + Hash.LENGTH : Hash.LENGTH;
    }

    /** Each unit stands for 2^below entries. */
    int below() {
      return Math.max(0, 8 * level);
    }
  }

  /** All files of a tile, however wide, hold the beginning of what the entries give for it. */
  private void compare(Kind kind, long n, byte[] derived, Findings findings) throws IOException {
    String full = kind.path(n, Tile.WIDTH);
    long first = n * Tile.WIDTH;
    int width = Math.clamp((size >> kind.below()) - first, 0, Tile.WIDTH);
    if (width > 0 && !there(full) && !there(kind.path(n, width))) {
      findings.within(
          first << kind.below(),
          (first + width) << kind.below(),
          "已发布的文件 " + full + " 缺失",
          "the published file " + full + " is missing");
    }
    if (derived.length == Tile.WIDTH * kind.unit() && files.remove(full)) {
      compareFile(kind, first, full, derived, findings);
    }
    String partial = full + ".p/";
    Iterator<String> narrower = files.tailSet(partial).iterator();
    while (narrower.hasNext()) {
      String path = narrower.next();
      if (!path.startsWith(partial)) {
        return;
      }
      int length = width(path.substring(partial.length())) * kind.unit();
      if (length > 0 && length <= derived.length) {
        narrower.remove();
        compareFile(kind, first, path, Arrays.copyOf(derived, length), findings);
      }
    }
  }

  private static int width(String name) {
    return name.matches("[1-9][0-9]{0,2}") ? Integer.parseInt(name) : 0;
  }

  private boolean there(String path) {
    return Files.isRegularFile(folder.resolve(path));
  }

  private void compareFile(Kind kind, long first, String path, byte[] expected, Findings findings)
      throws IOException {
    try {
      int differs = Arrays.mismatch(expected, Files.readAllBytes(folder.resolve(path)));
      if (differs >= 0) {
        int within = Math.min(differs, expected.length - 1) / kind.unit();
        findings.within(
            (first + within) << kind.below(),
            (first + within + 1) << kind.below(),
            "已发布的文件 " + path + " 与条目不符",
            "the published file " + path + " is not what the entries give");
      }
    } catch (NoSuchFileException e) {
      // a narrower one, deleted since: the full one took its place
    }
  }
}
