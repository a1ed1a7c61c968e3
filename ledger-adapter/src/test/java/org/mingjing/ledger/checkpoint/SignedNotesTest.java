package org.mingjing.ledger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.TestVectors;
import org.mingjing.ledger.canonical.StrictBase64;
import org.mingjing.ledger.crypto.Ed25519Key;

class SignedNotesTest {
  private static final String FILE = "signed-note.txt";
  private static final String VERIFIER = TestVectors.lines(FILE, "verifier").getFirst();
  private static final String TEXT = String.join("\n", TestVectors.lines(FILE, "text")) + "\n";
  private static final String LINE = TestVectors.lines(FILE, "line").getFirst() + "\n";

  private static NoteSigner published() {
    byte[] typed = StrictBase64.decode(TestVectors.lines(FILE, "key").getFirst());
    return new NoteSigner(
        TestVectors.lines(FILE, "name").getFirst(),
        Ed25519Key.ofSeed(Arrays.copyOfRange(typed, 1, typed.length)));
  }

  @Test
  void a_note_is_the_one_that_the_reference_implementation_signs() {
    assertThat(published().verifierKey()).isEqualTo(VERIFIER);
    assertThat(published().signatureLine(TEXT)).isEqualTo(LINE);
    assertThat(published().sign(TEXT)).isEqualTo(TEXT + "\n" + LINE);
    assertThat(NoteVerifier.parse(VERIFIER).text(TEXT + "\n" + LINE)).isEqualTo(TEXT);
    assertThat(NoteVerifier.parse(VERIFIER).verifierKey()).isEqualTo(VERIFIER);
  }

  @Test
  void verifier_keys_with_any_part_missing_or_character_changed_are_refused() {
    for (int i = 0; i < VERIFIER.length(); i++) {
      char next = (char) (VERIFIER.charAt(i) + 1);
      refusedKey(VERIFIER.substring(0, i) + next + VERIFIER.substring(i + 1));
      refusedKey(VERIFIER.substring(0, i));
      refusedKey(VERIFIER.substring(i + 1));
    }
    TestVectors.lines(FILE, "bad").forEach(SignedNotesTest::refusedKey);
    refusedKey(VERIFIER.replace("c74f20a3", "C74F20A3"));
  }

  private static void refusedKey(String key) {
    assertThatThrownBy(() -> NoteVerifier.parse(key)).as(key).isInstanceOf(InvalidNote.class);
  }

  @Test
  void every_changed_bit_of_a_note_is_found() {
    byte[] note = TestLog.checkpoint(9).getBytes(StandardCharsets.UTF_8);
    for (int bit = 0; bit < 8 * note.length; bit++) {
      byte[] changed = note.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      refused(new String(changed, StandardCharsets.UTF_8));
    }
  }

  @Test
  void a_note_has_exactly_one_signature_line_and_nothing_more() {
    String note = TEXT + "\n" + LINE;
    String other = TestLog.signer().signatureLine(TEXT);
    for (String changed :
        new String[] {
          TEXT,
          TEXT + "\n",
          note + LINE,
          note + other,
          TEXT + "\n" + other + LINE,
          note + "\n",
          note.stripTrailing(),
          note.replace("— ", "- "),
          note.replace("— ", "—  "),
          note.replace("\n\n", "\n"),
          note.replace("\n\n", "\n\n\n"),
          "\n" + LINE,
          "\u0001" + note,
          note.replace("=\n", "\n"),
        }) {
      assertThatThrownBy(() -> NoteVerifier.parse(VERIFIER).text(changed))
          .as(changed)
          .isInstanceOf(InvalidNote.class);
    }
  }

  @Test
  void a_signer_refuses_names_and_texts_that_are_no_notes() {
    for (String name : new String[] {"", "a b", "a+b", "a\u3000b", "a\nb", "a".repeat(201)}) {
      assertThatThrownBy(() -> new NoteSigner(name, TestLog.key(1)))
          .as(name)
          .isInstanceOf(InvalidNote.class);
    }
    for (String text :
        new String[] {"", "abc", "a\tb\n", "a\u0000\n", "\ud800\n", "x\n".repeat(5000)}) {
      assertThatThrownBy(() -> TestLog.signer().sign(text)).isInstanceOf(InvalidNote.class);
    }
  }

  @Test
  void a_checkpoint_is_read_as_it_was_written() {
    Checkpoint checkpoint = TestLog.verifier().open(TestLog.checkpoint(9));
    assertThat(checkpoint.size()).isEqualTo(9);
    assertThat(checkpoint.root()).isEqualTo(TestLog.appended(9).tree().root());
    assertThat(Checkpoint.parse(checkpoint.text())).isEqualTo(checkpoint);
  }

  @Test
  void a_checkpoint_of_another_form_is_refused_though_the_log_signed_it() {
    String root = TestLog.appended(9).tree().root().toBase64() + "\n";
    String origin = TestLog.ORIGIN + "\n";
    for (String text :
        new String[] {
          origin + "9\n",
          origin + "09\n" + root,
          origin + "+9\n" + root,
          origin + "-9\n" + root,
          origin + "9 \n" + root,
          origin + "９\n" + root,
          origin + "99999999999999999999\n" + root,
          origin + "9\n" + root + "extension\n",
          origin + "9\n" + root.replace("=", ""),
          origin + "9\nAAAA\n",
          "another.example\n9\n" + root,
          "\n" + "9\n" + root,
        }) {
      refused(TestLog.signer().sign(text));
    }
  }

  private static void refused(String note) {
    assertThatThrownBy(() -> TestLog.verifier().open(note))
        .as(note)
        .isInstanceOf(InvalidNote.class);
  }

  @Test
  void another_key_of_the_same_name_is_told_apart() {
    String note = new NoteSigner(TestLog.ORIGIN, TestLog.key(2)).sign("origin\n");
    assertThatThrownBy(() -> TestLog.verifier().text(note))
        .isInstanceOf(InvalidNote.class)
        .hasMessageContaining("another key");
  }
}
