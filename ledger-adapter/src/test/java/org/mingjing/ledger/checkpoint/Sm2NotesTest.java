package org.mingjing.ledger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.merkle.Hash;

/** Notes with a line of Ed25519 and a line of SM2. */
class Sm2NotesTest {
  private static final String TEXT = new Checkpoint(TestLog.ORIGIN, 7, TestLog.stray(1)).text();
  private static final NoteSigner BOTH = signer(3);
  private static final NoteVerifier VERIFIER = NoteVerifier.parse(BOTH.verifierKey());

  private static NoteSigner signer(int number) {
    return new NoteSigner(TestLog.ORIGIN, TestLog.key(1), TestLog.sm2Key(number));
  }

  @Test
  void a_note_has_the_line_of_ed25519_and_then_that_of_sm2_and_is_the_same_every_time() {
    String note = BOTH.sign(TEXT);
    assertThat(note).startsWith(TestLog.signer().sign(TEXT)).isEqualTo(BOTH.sign(TEXT));
    assertThat(note.lines()).hasSize(6);
    assertThat(VERIFIER.text(note)).isEqualTo(TEXT);
    assertThat(VERIFIER.open(note).size()).isEqualTo(7);
    assertThat(BOTH.verifier().open(note).root()).isInstanceOf(Hash.class);
  }

  @Test
  void the_verifier_key_names_both_keys_and_reads_as_written() {
    assertThat(BOTH.verifierKey())
        .startsWith(TestLog.signer().verifierKey() + " " + TestLog.ORIGIN + "+");
    assertThat(VERIFIER.verifierKey()).isEqualTo(BOTH.verifierKey());
    assertThat(VERIFIER.publicKey()).isEqualTo(TestLog.key(1).publicKey());
    String keys = BOTH.verifierKey();
    for (int i = 0; i < keys.length(); i++) {
      char next = (char) (keys.charAt(i) + 1);
      refusedKey(keys.substring(0, i) + next + keys.substring(i + 1));
    }
    String[] parts = keys.split(" ", -1);
    refusedKey(parts[1]);
    refusedKey(parts[1] + " " + parts[0]);
    refusedKey(parts[0] + " " + parts[0]);
    refusedKey(keys + " " + parts[1]);
    refusedKey(parts[0] + "  " + parts[1]);
    refusedKey(parts[0] + " ");
    String other = new NoteSigner("other", TestLog.key(1), TestLog.sm2Key(3)).verifierKey();
    refusedKey(parts[0] + " " + other.split(" ", -1)[1]);
  }

  private static void refusedKey(String key) {
    assertThatThrownBy(() -> NoteVerifier.parse(key)).as(key).isInstanceOf(InvalidNote.class);
  }

  @Test
  void every_changed_bit_is_found() {
    byte[] note = BOTH.sign(TEXT).getBytes(StandardCharsets.UTF_8);
    for (int bit = 0; bit < 8 * note.length; bit++) {
      byte[] changed = note.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      refused(VERIFIER, new String(changed, StandardCharsets.UTF_8));
    }
  }

  @Test
  void exactly_the_lines_of_the_keys_are_taken_in_their_order() {
    String line = TestLog.signer().signatureLine(TEXT);
    String second = BOTH.signatureLine(TEXT).substring(line.length());
    for (String lines :
        new String[] {
          line, second, second + line, line + line, line + second + second, line + second + "\n", ""
        }) {
      refused(VERIFIER, TEXT + "\n" + lines);
    }
    refused(VERIFIER, signer(4).sign(TEXT));
    refused(TestLog.verifier(), BOTH.sign(TEXT));
  }

  private static void refused(NoteVerifier verifier, String note) {
    assertThatThrownBy(() -> verifier.open(note)).isInstanceOf(InvalidNote.class);
  }
}
