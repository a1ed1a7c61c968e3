package org.mingjing.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.NoteSigner;

class RememberedCheckpointTest {
  private static final int SLOT = 2048;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void prepare() {
    file = folder.resolve("remembered");
  }

  private RememberedCheckpoint open() {
    return RememberedCheckpoint.open(file, TestLog.verifier());
  }

  private Optional<Long> size() throws IOException {
    try (RememberedCheckpoint remembered = open()) {
      return remembered.newest().map(Checkpoint::size);
    }
  }

  /** The bytes of the file after each of so many checkpoints, of sizes 1, 2, … */
  private List<byte[]> written(int count) throws IOException {
    List<byte[]> states = new ArrayList<>();
    try (RememberedCheckpoint remembered = open()) {
      for (int size = 1; size <= count; size++) {
        remembered.remember(TestLog.checkpoint(size));
        states.add(Files.readAllBytes(file));
      }
    }
    return states;
  }

  @Test
  void begins_with_nothing() throws IOException {
    assertThat(size()).isEmpty();
    assertThat(size()).isEmpty();
  }

  @Test
  void holds_the_newest_one_over_every_reopening() throws IOException {
    for (int size = 1; size <= 9; size++) {
      try (RememberedCheckpoint remembered = open()) {
        remembered.remember(TestLog.checkpoint(size));
        assertThat(remembered.newest().orElseThrow().size()).isEqualTo(size);
      }
      assertThat(size()).contains((long) size);
    }
  }

  @Test
  void the_same_again_does_not_cost_the_older_one() throws IOException {
    try (RememberedCheckpoint remembered = open()) {
      remembered.remember(TestLog.checkpoint(1));
      remembered.remember(TestLog.checkpoint(2));
      byte[] before = Files.readAllBytes(file);
      remembered.remember(TestLog.checkpoint(2));
      assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }
  }

  @Test
  void a_write_torn_at_any_byte_leaves_the_older_or_the_newer_one() throws IOException {
    List<byte[]> states = written(4);
    for (int older = 2; older < states.size(); older++) {
      byte[] before = states.get(older - 1);
      byte[] after = states.get(older);
      int start = (older + 1) % 2 * SLOT;
      int end = Math.min(after.length, start + SLOT);
      for (int torn = start; torn <= end; torn++) {
        assertThat(sizeIn(spliced(after, before, torn)))
            .as("torn at %d", torn)
            .isIn(older, older + 1);
        assertThat(sizeIn(spliced(before, after, torn)))
            .as("torn at %d", torn)
            .isIn(older, older + 1);
      }
      assertThat(sizeIn(after)).isEqualTo(older + 1);
    }
  }

  private static byte[] spliced(byte[] first, byte[] second, int at) {
    byte[] bytes = second.clone();
    System.arraycopy(first, 0, bytes, 0, at);
    return bytes;
  }

  private int sizeIn(byte[] bytes) throws IOException {
    overwrite(bytes);
    return Math.toIntExact(size().orElseThrow());
  }

  private void overwrite(byte[] bytes) throws IOException {
    try (RandomAccessFile whole = new RandomAccessFile(file.toFile(), "rw")) {
      whole.write(bytes);
      whole.setLength(bytes.length);
    }
  }

  @Test
  void a_file_that_ends_within_the_newer_slot_still_gives_the_older_one() throws IOException {
    byte[] bytes = written(3).getLast();
    for (int length = SLOT; length < bytes.length; length++) {
      assertThat(sizeIn(Arrays.copyOf(bytes, length))).as("cut at %d", length).isEqualTo(2);
    }
  }

  @Test
  void a_changed_byte_in_the_newer_slot_gives_the_older_one() throws IOException {
    byte[] bytes = written(3).getLast();
    for (int at = SLOT; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      assertThat(sizeIn(changed)).as("changed at %d", at).isEqualTo(2);
    }
  }

  @Test
  void refuses_a_file_of_which_both_slots_are_damaged() throws IOException {
    byte[] bytes = written(4).getLast();
    bytes[SLOT + 30] ^= 1;
    bytes[30] ^= 1;
    Files.write(file, bytes);
    assertThatExceptionOfType(LogRefused.class)
        .isThrownBy(this::open)
        .withMessageContaining("文件已损坏 / ")
        .withMessageContaining("damaged");
    Files.write(file, new byte[2 * SLOT]);
    assertThatExceptionOfType(LogRefused.class).isThrownBy(this::open);
    Files.write(file, new byte[] {0});
    assertThatExceptionOfType(LogRefused.class).isThrownBy(this::open);
  }

  @Test
  void refuses_what_another_key_signed() throws IOException {
    written(2);
    assertThatExceptionOfType(LogRefused.class)
        .isThrownBy(() ->
            RememberedCheckpoint.open(
                file, new NoteSigner(TestLog.ORIGIN, TestLog.key(2)).verifier()))
        .withMessageContaining("is not of log.mingjing.example/test");
  }

  @Test
  void refuses_a_checkpoint_that_would_run_into_the_other_slot() throws IOException {
    try (RememberedCheckpoint remembered = open()) {
      remembered.remember(TestLog.checkpoint(1));
      assertThatThrownBy(() -> remembered.remember("x".repeat(SLOT)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(remembered.newest().orElseThrow().size()).isEqualTo(1);
    }
    assertThat(size()).contains(1L);
  }
}
