package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.mingjing.exchange.LogUnderAttack.Given;
import org.mingjing.exchange.operations.Fsck;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.merkle.Tree;

/**
 * The published files hold what the entries give, all that their checkpoint needs, and nothing
 * else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishedFilesIT {
  private static final Given FILES = Given.A_CHECKPOINT_AND_THE_FILES_BELOW_IT;

  private LogUnderAttack log;
  private Path folder;
  private long size;

  @BeforeAll
  void publish() throws Exception {
    log = LogUnderAttack.start("published-files");
    folder = log.files();
    size = log.size();
  }

  @AfterAll
  void close() throws Exception {
    log.close();
  }

  @BeforeEach
  void nothing_is_found_before() throws Exception {
    assertThat(log.fsck(FILES)).isEmpty();
  }

  @AfterEach
  void publish_anew() throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    log.publish();
  }

  private Fsck.Finding first() throws Exception {
    List<Fsck.Finding> found = log.fsck(FILES);
    assertThat(found).isNotEmpty();
    return found.getFirst();
  }

  private void flip(String name, int at) throws IOException {
    Path file = folder.resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void a_changed_hash_is_found() throws Exception {
    flip("tile/0/001", 32 * 9 + 5);

    assertThat(first().index()).isEqualTo(256 + 9);
    assertThat(first().text().en()).contains("tile/0/001");
  }

  @Test
  void a_changed_entry_bundle_is_found() throws Exception {
    flip("tile/entries/001", 34 * 9 + 5);

    assertThat(first().index()).isEqualTo(256 + 9);
  }

  @Test
  void a_changed_hash_of_an_unfinished_tile_is_found() throws Exception {
    flip("tile/0/002.p/" + (size - 512), 32 * 3);

    assertThat(first().index()).isEqualTo(512 + 3);
  }

  @Test
  void a_changed_hash_of_a_higher_level_is_found() throws Exception {
    flip("tile/1/000.p/2", 32);

    assertThat(first().index()).isEqualTo(256);
  }

  @Test
  void a_file_cut_short_is_found() throws Exception {
    Path file = folder.resolve("tile/0/001");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 320));

    assertThat(first().index()).isEqualTo(256 + 10);
  }

  @Test
  void a_missing_file_is_found() throws Exception {
    Files.delete(folder.resolve("tile/entries/001"));

    assertThat(first().index()).isEqualTo(256);
    assertThat(first().text().en()).contains("tile/entries/001 is missing");
  }

  @Test
  void a_file_of_no_entries_is_found() throws Exception {
    Files.copy(folder.resolve("tile/0/001"), folder.resolve("tile/0/003"));
    Files.writeString(folder.resolve("index.html"), "");

    assertThat(log.fsck(FILES))
        .extracting(found -> found.text().en())
        .anyMatch(text -> text.contains("tile/0/003 belongs to no entries"))
        .anyMatch(text -> text.contains("index.html belongs to no entries"))
        .hasSize(2);
  }

  /** What an interrupted publication leaves is not shown to anybody, and is written anew. */
  @Test
  void the_files_of_a_checkpoint_that_was_not_shown_yet_are_no_finding() throws Exception {
    String older = text("select checkpoint from log_head where size > 520 order by size limit 1");
    long shown = log.verifier().open(older).size();
    cut("tile/0/002.p/", shown, 32);
    cut("tile/entries/002.p/", shown, 34);
    Files.writeString(folder.resolve("checkpoint"), older);

    assertThat(log.fsck(FILES)).isEmpty();
  }

  /** A narrower file beside the widest, as an earlier publication wrote it. */
  private void cut(String tile, long until, int unit) throws IOException {
    byte[] widest = Files.readAllBytes(folder.resolve(tile + (size - 512)));
    int width = Math.toIntExact(until - 512);
    Files.write(folder.resolve(tile + width), Arrays.copyOf(widest, width * unit));
  }

  private String text(String sql) throws Exception {
    try (var connection = log.superuser();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Test
  void a_published_checkpoint_of_another_tree_is_found() throws Exception {
    String other =
        log.signer().sign(new Checkpoint(log.signer().name(), 300, Tree.empty().root()).text());
    Files.writeString(folder.resolve("checkpoint"), other);

    assertThat(log.fsck(FILES))
        .extracting(found -> found.text().en())
        .anyMatch(text -> text.contains("not what was remembered at size 300"));
  }

  @Test
  void a_published_checkpoint_that_is_not_signed_rightly_is_found() throws Exception {
    Path checkpoint = folder.resolve("checkpoint");
    Files.writeString(checkpoint, Files.readString(checkpoint).replace("attacked", "another"));

    assertThat(first().text().en()).contains("is not this log's");
  }
}
