package org.mingjing.ledger.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the proof for a pair of checkpoints comes from. */
sealed interface ConsistencyProof {
  /**
   * The path as {@link Consistency#roots} takes it.
   *
   * @throws IOException when it cannot be read
   * @throws WrongUsage when none was given
   */
  List<Bytes> path(TreeHead older, TreeHead newer) throws IOException, WrongUsage;

  /** None was given: none is needed for two checkpoints of one size. */
  record None() implements ConsistencyProof {
    @Override
    public List<Bytes> path(TreeHead older, TreeHead newer) throws WrongUsage {
      throw new WrongUsage(
          "检查点大小不同（%1$d、%2$d），须有 --proof 或 --log / the sizes differ (%1$d, %2$d): --proof or --log is needed"
              .formatted(older.size(), newer.size()));
    }
  }

  /** A hash a line in Base64, in the order of RFC 9162 section 2.1.4.1; nothing else. */
  record OfFile(Path file) implements ConsistencyProof {
    private static final int MAX_HASHES = 64;
    private static final int HASH_BYTES = 32;
    private static final int LINE_BYTES = 45;

    @Override
    public List<Bytes> path(TreeHead older, TreeHead newer) throws IOException {
      byte[] bytes;
      try (var input = Files.newInputStream(file)) {
        bytes = input.readNBytes(MAX_HASHES * LINE_BYTES + 1);
      }
      List<Bytes> path = new ArrayList<>();
      if (Long.bitCount(older.size()) == 1) {
        path.add(older.root());
      }
      path.addAll(hashes(new String(bytes, StandardCharsets.ISO_8859_1)));
      return path;
    }

    private static List<Bytes> hashes(String text) {
      if (!text.endsWith("\n") || text.length() > MAX_HASHES * LINE_BYTES) {
        throw new Broken(
            Check.FORM,
            "证明应为每行一个 Base64 哈希，每行以换行结束",
            "a proof has a Base64 hash a line, and every line ends with a newline");
      }
      return text.lines().map(line -> Bytes.ofBase64("proof", line, HASH_BYTES)).toList();
    }
  }

  /** Made from the tiles of the log. */
  record OfTiles(Tiles tiles) implements ConsistencyProof {
    @Override
    public List<Bytes> path(TreeHead older, TreeHead newer) throws IOException {
      return TileProof.path(older.size(), newer.size(), tiles);
    }
  }
}
