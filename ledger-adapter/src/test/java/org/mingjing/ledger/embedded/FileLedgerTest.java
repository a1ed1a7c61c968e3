package org.mingjing.ledger.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mingjing.ledger.Anchored;
import org.mingjing.ledger.Batch;
import org.mingjing.ledger.BatchKey;
import org.mingjing.ledger.Evidence;
import org.mingjing.ledger.Head;
import org.mingjing.ledger.Ledger;
import org.mingjing.ledger.LedgerContract;
import org.mingjing.ledger.LedgerUnavailable;
import org.mingjing.ledger.Outcome;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.Unknown;
import org.mingjing.ledger.checkpoint.NoteSigner;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.crypto.Ed25519Key;

class FileLedgerTest extends LedgerContract {
  private static final String NAME = "log.mingjing.example/test/ledger";
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir Path folder;
  private Optional<FileLedger> opened = Optional.empty();

  @Override
  protected Ledger ledger() throws IOException {
    return open();
  }

  private FileLedger open() throws IOException {
    close();
    FileLedger ledger = FileLedger.open(folder, TestLog.verifier(), NAME, RANDOM);
    opened = Optional.of(ledger);
    return ledger;
  }

  @AfterEach
  void close() throws IOException {
    if (opened.isPresent()) {
      opened.get().close();
    }
  }

  private Path file() {
    return folder.resolve("ledger.log");
  }

  @Test
  void its_signature_on_the_checkpoint_verifies_under_its_own_key() throws IOException {
    FileLedger ledger = open();
    Anchored anchored = anchored(ledger.append(TestLog.batch(0, 3)));
    var signature = (Evidence.OwnSignature) anchored.evidence();
    assertThat(signature.verifierKey()).isEqualTo(ledger.verifierKey()).startsWith(NAME + "+");
    String text = TestLog.verifier().text(anchored.checkpoint());
    NoteVerifier.parse(signature.verifierKey()).requireLine(text, signature.signatureLine());
  }

  @Test
  void a_restart_keeps_everything_and_answers_repeats_as_before() throws IOException {
    FileLedger ledger = open();
    Outcome first = ledger.append(TestLog.batch(0, 3));
    Outcome second = ledger.append(TestLog.batch(3, 200));
    Head head = ledger.head();
    String key = ledger.verifierKey();
    for (int restart = 0; restart < 3; restart++) {
      ledger = open();
      assertThat(ledger.cutAtOpen()).isZero();
      assertThat(ledger.verifierKey()).isEqualTo(key);
      assertThat(ledger.head()).isEqualTo(head);
      assertThat(ledger.append(TestLog.batch(0, 3))).isEqualTo(first);
      assertThat(ledger.find(new BatchKey(TestLog.ORIGIN, 3))).contains((Anchored) second);
    }
    anchored(ledger.append(TestLog.batch(200, 201)));
    assertThat(open().head().size()).isEqualTo(201);
  }

  @Test
  void all_batches_can_be_read_in_order() throws IOException {
    FileLedger ledger = open();
    List<Batch> batches = List.of(TestLog.batch(0, 3), TestLog.batch(3, 4), TestLog.batch(4, 90));
    batches.forEach(ledger::append);
    assertThat(ledger.batches()).containsExactlyElementsOf(batches);
    assertThat(open().batches()).containsExactlyElementsOf(batches);
  }

  @Test
  void a_last_record_torn_at_any_byte_is_cut_off_and_can_be_appended_again() throws IOException {
    FileLedger intact = open();
    intact.append(TestLog.batch(0, 3));
    long whole = Files.size(file());
    Outcome last = intact.append(TestLog.batch(3, 5));
    close();
    byte[] bytes = Files.readAllBytes(file());
    for (int length = (int) whole; length < bytes.length; length++) {
      Files.write(file(), Arrays.copyOf(bytes, length));
      FileLedger ledger = open();
      assertThat(ledger.cutAtOpen()).isEqualTo(length - whole);
      assertThat(ledger.head().size()).isEqualTo(3);
      assertThat(Files.size(file())).isEqualTo(whole);
      assertThat(ledger.append(TestLog.batch(3, 5))).isEqualTo(last);
      close();
      assertThat(Files.readAllBytes(file())).isEqualTo(bytes);
    }
  }

  @Test
  void a_header_torn_at_any_byte_is_written_again() throws IOException {
    open().close();
    byte[] header = Files.readAllBytes(file());
    for (int length = 0; length < header.length; length++) {
      Files.write(file(), Arrays.copyOf(header, length));
      assertThat(open().head().size()).isZero();
      assertThat(Files.readAllBytes(file())).isEqualTo(header);
    }
  }

  @Test
  void any_changed_byte_is_refused_with_file_and_offset_of_the_record() throws IOException {
    FileLedger intact = open();
    long[] starts = new long[4];
    for (int i = 0; i < 3; i++) {
      starts[i] = Files.size(file());
      intact.append(TestLog.batch(2 * i, 2 * i + 2));
    }
    starts[3] = Files.size(file());
    close();
    byte[] bytes = Files.readAllBytes(file());
    for (int i = 0; i < bytes.length; i++) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= (byte) (1 << i % 8);
      Files.write(file(), damaged);
      int at = i;
      long start = Arrays.stream(starts).filter(s -> s <= at).max().orElse(0);
      assertThatThrownBy(this::open)
          .as("byte %d", i)
          .isInstanceOfSatisfying(
              LedgerDamaged.class, e -> assertThat(e.offset()).as("byte %d", at).isEqualTo(start))
          .hasMessageContaining(file().toString());
      assertThat(Files.readAllBytes(file())).isEqualTo(damaged);
    }
  }

  @Test
  void a_record_that_is_left_out_repeated_or_moved_is_refused() throws IOException {
    FileLedger intact = open();
    byte[][] parts = new byte[4][];
    for (int i = 0; i < 3; i++) {
      parts[i] = Files.readAllBytes(file());
      intact.append(TestLog.batch(i, i + 1));
    }
    parts[3] = Files.readAllBytes(file());
    close();
    byte[] first = Arrays.copyOfRange(parts[1], parts[0].length, parts[1].length);
    byte[] second = Arrays.copyOfRange(parts[2], parts[1].length, parts[2].length);
    byte[] third = Arrays.copyOfRange(parts[3], parts[2].length, parts[3].length);
    for (byte[] damaged :
        List.of(
            joined(parts[1], third),
            joined(parts[2], second),
            joined(parts[1], joined(third, second)),
            joined(parts[0], second),
            joined(parts[3], first),
            joined(parts[3], new byte[200]))) {
      Files.write(file(), damaged);
      assertThatThrownBy(this::open).isInstanceOf(LedgerDamaged.class);
    }
  }

  private static byte[] joined(byte[] one, byte[] two) {
    byte[] joined = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, joined, one.length, two.length);
    return joined;
  }

  @Test
  void a_ledger_of_another_log_another_name_or_without_its_key_is_not_opened() throws IOException {
    open().append(TestLog.batch(0, 3));
    close();
    NoteVerifier otherLog = new NoteSigner(TestLog.ORIGIN, TestLog.key(2)).verifier();
    assertThatThrownBy(() -> FileLedger.open(folder, otherLog, NAME, RANDOM))
        .isInstanceOf(LedgerDamaged.class);
    assertThatThrownBy(() -> FileLedger.open(folder, TestLog.verifier(), "another", RANDOM))
        .isInstanceOf(LedgerDamaged.class);
    Files.delete(folder.resolve("ledger.key"));
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ledger.key");
    TestLog.key(9).store(folder.resolve("ledger.key"));
    assertThatThrownBy(this::open).isInstanceOf(LedgerDamaged.class);
  }

  @Test
  void a_record_that_does_not_follow_is_refused_though_the_ledgers_own_key_signed_it()
      throws IOException {
    open();
    close();
    byte[] header = Files.readAllBytes(file());
    Batch good = TestLog.batch(0, 2);
    Files.write(file(), joined(header, frame(header, good)));
    assertThat(open().head().size()).isEqualTo(2);
    close();
    for (Batch bad :
        List.of(
            new Batch(TestLog.ORIGIN, 1, good.leaves(), good.checkpoint()),
            new Batch(TestLog.ORIGIN, 0, good.leaves().reversed(), good.checkpoint()),
            new Batch(TestLog.ORIGIN, 0, good.leaves(), TestLog.checkpoint(3)),
            new Batch(TestLog.ORIGIN, 0, good.leaves(), good.checkpoint().replace("w8UK", "w8UL")),
            new Batch(TestLog.ORIGIN, 0, good.leaves(), "no checkpoint"))) {
      Files.write(file(), joined(header, frame(header, bad)));
      assertThatThrownBy(this::open).as(bad.toString()).isInstanceOf(LedgerDamaged.class);
    }
  }

  /** The first frame after the header, with a good signature whatever the batch is. */
  private byte[] frame(byte[] header, Batch batch) throws IOException {
    byte[] bytes = new LedgerRecord(batch, "line\n").bytes();
    byte[] message = Chain.message(Chain.start(header), bytes);
    byte[] signature = Ed25519Key.load(folder.resolve("ledger.key")).sign(message);
    return new Frame(bytes, signature).at(header.length).array();
  }

  @Test
  void only_one_opener_at_a_time() throws IOException {
    FileLedger ledger = open();
    assertThatThrownBy(() -> FileLedger.open(folder, TestLog.verifier(), NAME, RANDOM))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("open already");
    ledger.append(TestLog.batch(0, 3));
    assertThat(open().head().size()).isEqualTo(3);
  }

  @Test
  void after_a_failed_write_nothing_is_claimed_until_it_is_opened_anew() throws IOException {
    FileLedger ledger = open();
    Outcome first = ledger.append(TestLog.batch(0, 3));
    ledger.close();
    assertThat(ledger.append(TestLog.batch(3, 5))).isInstanceOf(Unknown.class);
    assertThat(ledger.append(TestLog.batch(0, 3))).isInstanceOf(Unknown.class);
    assertThatThrownBy(ledger::head).isInstanceOf(LedgerUnavailable.class);
    assertThatThrownBy(() -> ledger.find(new BatchKey(TestLog.ORIGIN, 3)))
        .isInstanceOf(LedgerUnavailable.class);
    FileLedger again = open();
    assertThat(again.append(TestLog.batch(0, 3))).isEqualTo(first);
    anchored(again.append(TestLog.batch(3, 5)));
  }

  @Test
  void many_small_batches_are_found_again() throws IOException {
    FileLedger ledger = open();
    for (int i = 0; i < 200; i++) {
      anchored(ledger.append(TestLog.batch(i, i + 1)));
    }
    ledger = open();
    for (int i = 0; i < 200; i++) {
      assertThat(ledger.find(new BatchKey(TestLog.ORIGIN, i))).isPresent();
    }
    assertThat(ledger.head()).isEqualTo(new Head(200, TestLog.appended(200).tree().root()));
  }
}
