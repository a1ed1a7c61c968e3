package org.mingjing.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.merkle.Hash;
import org.mingjing.ledger.merkle.Leaves;
import org.mingjing.ledger.merkle.Proofs;
import org.mingjing.ledger.merkle.TileHashes;

/** The log as files, read back without any of the code that wrote them. */
class TilePublisherTest {
  private static final int WIDTH = 256;

  @TempDir private Path folder;
  private LogDatabase database;
  private RememberedCheckpoint remembered;
  private JdbcLog log;

  @BeforeEach
  void prepare() throws SQLException {
    database = LogDatabase.fresh();
    remembered = RememberedCheckpoint.open(folder.resolve("remembered"), TestLog.verifier());
    log =
        new JdbcLog(database.connector(), TestLog.ORIGIN, TestLog.signer(), remembered, List.of());
  }

  @AfterEach
  void close() throws IOException {
    log.disconnect();
    remembered.close();
  }

  private void append(int count) throws SQLException {
    List<NewEntry> entries = Stream.generate(TestEntries::plain).limit(count).toList();
    List<Hash> commitments =
        entries.stream().map(one -> Leaves.commitment(one.salt(), one.body())).toList();
    JdbcLogStore store = log.ready();
    JdbcLog.Attempt attempt = log.prepare(commitments, java.util.Optional.empty());
    byte[][] bytes = commitments.stream().map(Hash::bytes).toArray(byte[][]::new);
    assertThat(store.insert(attempt, entries, bytes)).isEqualTo(JdbcLogStore.Inserted.YES);
    log.committed(attempt);
  }

  private TilePublisher publisher(TileFolder tiles) {
    return new TilePublisher(database.connector(), TestLog.verifier(), tiles);
  }

  private TilePublisher publisher() {
    return publisher(new TileFolder(tiles()));
  }

  private Path tiles() {
    return folder.resolve("log");
  }

  @Test
  void every_entry_is_proven_from_the_files_alone() throws Exception {
    TilePublisher publisher = publisher();
    assertThat(publisher.publish()).isZero();
    for (int more : new int[] {1, 2, 252, 1, 1, 300, 4000}) {
      append(more);
      assertThat(publisher.publish()).isEqualTo(database.size());
      proves(tiles());
    }
    assertThat(publisher.publish()).isEqualTo(database.size());
  }

  @Test
  void paths_are_those_of_the_specification() throws Exception {
    for (int batch = 0; batch < 17; batch++) {
      append(4096);
    }
    publisher().publish();

    assertThat(names())
        .contains("tile/0/000", "tile/0/271", "tile/entries/271", "tile/1/000", "tile/1/001.p/16")
        .contains("tile/2/000.p/1")
        .noneMatch(name -> name.startsWith("tile/0/") && name.contains(".p/"));
    assertThat(TilePath.hashes(0, 1_234_067, WIDTH)).isEqualTo("tile/0/x001/x234/067");
    assertThat(TilePath.entries(1_000, 7)).isEqualTo("tile/entries/x001/000.p/7");
    assertThat(TilePath.hashes(3, 999, 1)).isEqualTo("tile/3/999.p/1");
  }

  @Test
  void partial_tiles_go_when_the_full_one_is_there_and_are_read_out_of_it() throws Exception {
    append(100);
    TilePublisher publisher = publisher();
    publisher.publish();
    byte[] partial = Files.readAllBytes(tiles().resolve("tile/0/000.p/100"));
    append(156);
    publisher.publish();

    assertThat(names()).contains("tile/0/000").noneMatch(name -> name.contains("000.p/100"));
    assertThat(new TileFolder(tiles()).tile(0, 0, 100)).isEqualTo(partial);
  }

  @Test
  void a_folder_that_is_gone_or_of_another_node_is_derived_again_the_same() throws Exception {
    append(700);
    publisher().publish();
    Path elsewhere = folder.resolve("elsewhere");
    publisher(new TileFolder(elsewhere)).publish();

    assertThat(content(elsewhere)).isEqualTo(content(tiles()));
  }

  /** Each file in turn is the one at which the power goes. */
  @Test
  void a_crash_at_any_file_shows_the_checkpoint_of_before_or_a_whole_new_one() throws Exception {
    append(300);
    publisher().publish();
    Map<String, ByteBuffer> before = content(tiles());
    String shown = Files.readString(tiles().resolve("checkpoint"));
    append(600);
    int files = 0;
    boolean crashed = true;
    while (crashed) {
      restore(before);
      crashed = crashes(++files);
      if (crashed) {
        assertThat(Files.readString(tiles().resolve("checkpoint"))).isEqualTo(shown);
        proves(tiles());
      }
      publisher().publish();
      proves(tiles());
    }
    assertThat(files).isGreaterThan(8);
  }

  private boolean crashes(int at) throws Exception {
    AtomicInteger written = new AtomicInteger();
    TileFolder.Disk failing =
        (file, content) -> {
          if (written.incrementAndGet() == at) {
            Files.write(file.resolveSibling(file.getFileName() + ".new"), new byte[] {1});
            throw new IOException("the power is gone");
          }
          TileFolder.write(file, content);
        };
    try {
      publisher(new TileFolder(tiles(), failing)).publish();
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private void restore(Map<String, ByteBuffer> files) throws IOException {
    for (String name : names()) {
      if (!files.containsKey(name)) {
        Files.delete(tiles().resolve(name));
      }
    }
    for (Map.Entry<String, ByteBuffer> file : files.entrySet()) {
      Path path = tiles().resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue().array());
    }
  }

  @Test
  void what_was_rewritten_or_set_back_is_not_published() throws Exception {
    append(300);
    publisher().publish();
    Map<String, ByteBuffer> before = content(tiles());
    TilePublisher running = publisher();
    running.publish();

    database.execute("update entry set commitment = sha256('x') where index = 299");
    refused(publisher(), "rewritten");
    append(10);
    refused(publisher(), "rewritten");
    database.execute("delete from log_head; delete from entry; delete from tile");
    refused(publisher(), "only 0 are in the database", "缺失", "只有 0 个");
    refused(running, "was set back");
    assertThat(content(tiles())).isEqualTo(before);
  }

  @Test
  void entries_that_are_not_those_of_the_checkpoint_are_not_published() throws Exception {
    append(300);
    database.execute("update entry set commitment = sha256('x') where index = 299");
    refused(publisher(), "rewritten");
    database.execute("delete from entry where index = 298");
    refused(publisher(), "of entries 0 to 299 only 299 are in the database");
    assertThat(tiles()).as("not a single file is shown").doesNotExist();
  }

  @Test
  void a_folder_of_another_log_is_refused() throws Exception {
    append(3);
    publisher().publish();
    String note = Files.readString(tiles().resolve("checkpoint"));
    Files.writeString(tiles().resolve("checkpoint"), note.replace(TestLog.ORIGIN, "another/log"));
    refused(publisher(), "is not this log's");
  }

  private static void refused(TilePublisher publisher, String... anyOf) {
    assertThatThrownBy(publisher::publish)
        .isInstanceOf(LogRefused.class)
        .satisfies(
            e -> assertThat(anyOf).anyMatch(one -> String.valueOf(e.getMessage()).contains(one)));
  }

  /** All that the checkpoint promises is in the files: leaves, bundles, and a proof of each. */
  private static void proves(Path files) throws IOException {
    Checkpoint head = TestLog.verifier().open(Files.readString(files.resolve("checkpoint")));
    TileHashes hashes = new TileHashes(new TileFolder(files), head.size());
    for (long index = 0; index < head.size(); index++) {
      Hash leaf = Leaves.leafHash(entry(files, index, head.size()));
      assertThat(hashes.subtree(0, index)).isEqualTo(leaf);
      if (index % 61 == 0 || head.size() < 300) {
        List<Hash> proof = Proofs.inclusion(index, head.size(), hashes);
        assertThat(Proofs.verifyInclusion(leaf, index, head.size(), proof, head.root())).isTrue();
      }
    }
  }

  private static Hash entry(Path files, long index, long size) throws IOException {
    long n = index / WIDTH;
    Path full = files.resolve("tile/entries/%03d".formatted(n));
    Path partial = files.resolve("tile/entries/%03d.p/%d".formatted(n, size - n * WIDTH));
    ByteBuffer bundle = ByteBuffer.wrap(Files.readAllBytes(Files.exists(full) ? full : partial));
    for (long skipped = n * WIDTH; skipped < index; skipped++) {
      assertThat(bundle.getShort()).isEqualTo((short) 32);
      bundle.position(bundle.position() + 32);
    }
    byte[] commitment = new byte[bundle.getShort()];
    bundle.get(commitment);
    return Hash.of(commitment);
  }

  private List<String> names() throws IOException {
    return new ArrayList<>(content(tiles()).keySet());
  }

  private static Map<String, ByteBuffer> content(Path folder) throws IOException {
    Map<String, ByteBuffer> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        found.put(folder.relativize(file).toString(), ByteBuffer.wrap(Files.readAllBytes(file)));
      }
    }
    return found;
  }
}
