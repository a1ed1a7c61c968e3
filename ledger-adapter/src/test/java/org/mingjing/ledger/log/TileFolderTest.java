package org.mingjing.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TileFolderTest {
  @TempDir Path folder;

  /** The disk, and what was made durable on it. */
  private static final class WatchedDisk implements TileFolder.Disk {
    final Set<Path> synced = new LinkedHashSet<>();
    Set<Path> syncedBeforeCheckpoint = Set.of();
    boolean failing;

    @Override
    public void write(Path file, byte[] content) throws IOException {
      if (file.endsWith("checkpoint")) {
        syncedBeforeCheckpoint = Set.copyOf(synced);
      }
      TileFolder.write(file, content);
    }

    @Override
    public void sync(Path made) throws IOException {
      if (failing) {
        throw new IOException("the power is gone");
      }
      synced.add(made);
    }
  }

  private static void publish(TileFolder tiles) throws IOException {
    TileFolder.Writing writing = tiles.writing();
    writing.add("tile/0/x001/000.p/2", new byte[64]);
    writing.add("tile/entries/x001/000", new byte[256 * 34]);
    writing.publish("a checkpoint");
  }

  @Test
  void names_that_an_earlier_try_left_are_durable_before_the_checkpoint_is_there()
      throws Exception {
    var disk = new WatchedDisk();
    disk.failing = true;
    assertThatThrownBy(() -> publish(new TileFolder(folder, disk))).isInstanceOf(IOException.class);
    assertThat(folder.resolve("tile/entries/x001/000")).exists();
    assertThat(folder.resolve("checkpoint")).doesNotExist();

    disk.failing = false;
    publish(new TileFolder(folder, disk));
    for (String below :
        new String[] {
          "", "tile", "tile/0", "tile/0/x001", "tile/0/x001/000.p", "tile/entries/x001"
        }) {
      assertThat(disk.syncedBeforeCheckpoint).contains(folder.resolve(below));
    }
    assertThat(disk.synced).contains(folder);
    assertThat(folder.resolve("checkpoint")).hasContent("a checkpoint");
  }

  @Test
  void files_are_found_however_the_folder_is_written_and_none_outside_it() throws Exception {
    Files.createDirectories(folder.resolve("log/tile/0"));
    Files.createDirectories(folder.resolve("other"));
    Files.write(folder.resolve("log/tile/0/000"), new byte[1]);
    Files.write(folder.resolve("secret"), new byte[1]);
    Path here = Path.of("").toAbsolutePath();
    for (Path written :
        new Path[] {
          folder.resolve("log"),
          folder.resolve("./log"),
          folder.resolve("other/../log"),
          here.relativize(folder).resolve("log"),
        }) {
      var tiles = new TileFolder(written);
      assertThat(tiles.file("tile/0/000")).as("%s", written).isPresent();
      assertThat(tiles.file("../secret")).isEmpty();
      assertThat(tiles.file("tile/../../secret")).isEmpty();
      assertThat(tiles.file(folder.resolve("secret").toString())).isEmpty();
      assertThat(tiles.file("tile/0")).isEmpty();
    }
  }
}
