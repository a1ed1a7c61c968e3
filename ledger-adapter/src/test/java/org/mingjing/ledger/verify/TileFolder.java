package org.mingjing.ledger.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.merkle.Hash;

/** Writes the tiles of a log as C2SP tlog-tiles lays them out, from that text and nothing else. */
final class TileFolder {
  private static final int WIDTH = 256;

  private TileFolder() {}

  static Path write(Path folder, List<Hash> leaves) throws IOException {
    List<Hash> row = leaves;
    for (int level = 0; !row.isEmpty(); level++) {
      List<Hash> above = new ArrayList<>();
      for (int first = 0; first < row.size(); first += WIDTH) {
        List<Hash> tile = row.subList(first, Math.min(first + WIDTH, row.size()));
        String suffix = tile.size() < WIDTH ? ".p/" + tile.size() : "";
        Path file = folder.resolve("tile/" + level + "/" + name(first / WIDTH) + suffix);
        Files.createDirectories(file.resolveSibling(".").normalize());
        Files.write(file, bytes(tile));
        if (tile.size() == WIDTH) {
          above.add(TestLog.root(tile));
        }
      }
      row = above;
    }
    return folder;
  }

  private static String name(int number) {
    return number < 1000
        ? "%03d".formatted(number)
        : "x%03d/%03d".formatted(number / 1000, number % 1000);
  }

  private static byte[] bytes(List<Hash> tile) {
    var bytes = new ByteArrayOutputStream();
    tile.forEach(hash -> bytes.writeBytes(hash.bytes()));
    return bytes.toByteArray();
  }
}
