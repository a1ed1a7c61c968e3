package org.mingjing.exchange.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mingjing.ledger.log.LogRefused;

class SeenEntriesTest {
  private static final EntryKind KIND = EntryKind.POLICY_PUBLISHED;

  @TempDir private Path folder;

  @Test
  void what_was_seen_is_known_to_the_next_start() {
    Path file = folder.resolve("seen");
    SeenEntries seen = SeenEntries.open(file);
    assertThat(seen.newest(KIND)).isEqualTo(-1);
    seen.saw(KIND, 5);
    seen.saw(KIND, 3);

    assertThat(SeenEntries.open(file).newest(KIND)).isEqualTo(5);
    assertThat(SeenEntries.open(file).newest(EntryKind.GRANT_CHANGED)).isEqualTo(-1);
  }

  /** Else the next look would take it for written, and nobody would know after a restart. */
  @Test
  void what_could_not_be_written_is_not_taken_for_seen() throws IOException {
    Path file = folder.resolve("later/seen");
    SeenEntries seen = SeenEntries.open(file);
    assertThatThrownBy(() -> seen.saw(KIND, 5)).isInstanceOf(UncheckedIOException.class);
    assertThat(seen.newest(KIND)).isEqualTo(-1);

    Files.createDirectory(file.getParent());
    seen.saw(KIND, 5);
    assertThat(SeenEntries.look(file).newest(KIND)).isEqualTo(5);
  }

  /** A power failure could bring the file of before back, and what was seen since be hidden. */
  @Test
  void the_name_of_the_file_is_durable_before_an_entry_counts_as_seen() {
    Path file = folder.resolve("seen");
    List<Path> synced = new ArrayList<>();
    SeenEntries seen =
        SeenEntries.open(
            file,
            made -> {
              assertThat(SeenEntries.look(file).newest(KIND)).isEqualTo(5);
              synced.add(made);
            });
    seen.saw(KIND, 5);
    assertThat(synced).containsExactly(folder);

    SeenEntries failing =
        SeenEntries.open(
            file,
            made -> {
              throw new IOException("the power is gone");
            });
    assertThatThrownBy(() -> failing.saw(KIND, 6)).isInstanceOf(UncheckedIOException.class);
    assertThat(failing.newest(KIND)).isEqualTo(5);
  }

  @Test
  void a_damaged_file_is_refused() throws IOException {
    Path file = folder.resolve("seen");
    for (String text : new String[] {"policy.published", "policy.published x", " "}) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> SeenEntries.open(file)).isInstanceOf(LogRefused.class);
    }
  }
}
