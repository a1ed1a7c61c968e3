package org.mingjing.ledger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mingjing.ledger.TestLog;
import org.mingjing.ledger.TestVectors;

class Ed25519Test {
  @TempDir Path folder;

  @Test
  void keys_and_signatures_are_those_of_rfc_8032() {
    for (String line : TestVectors.lines("rfc8032.txt")) {
      String[] vector = line.split(" ", -1);
      Ed25519Key key = Ed25519Key.ofSeed(TestVectors.hex(vector[0]));
      byte[] message = TestVectors.hex(vector[2]);
      assertThat(key.publicKey().bytes()).isEqualTo(TestVectors.hex(vector[1]));
      assertThat(key.sign(message)).isEqualTo(TestVectors.hex(vector[3]));
      assertThat(key.publicKey().verify(message, key.sign(message))).isTrue();
    }
  }

  @Test
  void any_changed_bit_of_message_or_signature_fails() {
    Ed25519Key key = TestLog.key(5);
    byte[] message = {1, 2, 3, 4};
    byte[] signature = key.sign(message);
    for (int bit = 0; bit < 8 * signature.length; bit++) {
      assertThat(key.publicKey().verify(message, flipped(signature, bit))).isFalse();
    }
    for (int bit = 0; bit < 8 * message.length; bit++) {
      assertThat(key.publicKey().verify(flipped(message, bit), signature)).isFalse();
    }
    assertThat(key.publicKey().verify(message, new byte[63])).isFalse();
    assertThat(TestLog.key(6).publicKey().verify(message, signature)).isFalse();
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] changed = bytes.clone();
    changed[bit / 8] ^= (byte) (1 << bit % 8);
    return changed;
  }

  @Test
  void points_outside_the_prime_order_subgroup_and_non_points_are_no_public_keys() {
    var identity = new byte[32];
    identity[0] = 1;
    var orderEight = "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05";
    var noPoint = "0200000000000000000000000000000000000000000000000000000000000000";
    var mixedOrder = "0300000000000000000000000000000000000000000000000000000000000000";
    refused(identity);
    refused(HexFormat.of().parseHex(mixedOrder));
    refused(new byte[32]);
    refused(HexFormat.of().parseHex(orderEight));
    refused(HexFormat.of().parseHex(noPoint));
    refused(new byte[31]);
  }

  private static void refused(byte[] key) {
    assertThatThrownBy(() -> Ed25519PublicKey.of(key)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_stored_key_is_loaded_again_and_only_its_owner_may_use_the_file() throws IOException {
    Path file = folder.resolve("log.key");
    Ed25519Key key = Ed25519Key.generate(new SecureRandom());
    key.store(file);
    assertThat(Ed25519Key.load(file).publicKey()).isEqualTo(key.publicKey());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> Ed25519Key.load(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("0600")
        .hasMessageContaining(file.toString());
  }

  @Test
  void a_key_is_never_overwritten_and_leaves_no_draft() throws IOException {
    Path file = folder.resolve("log.key");
    TestLog.key(1).store(file);
    assertThatThrownBy(() -> TestLog.key(2).store(file))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(Ed25519Key.load(file).publicKey()).isEqualTo(TestLog.key(1).publicKey());
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void a_damaged_key_file_is_refused() throws IOException {
    Path good = folder.resolve("good");
    TestLog.key(0xfe).store(good);
    String line = Files.readString(good);
    String[] damaged = {
      "",
      line.substring(1) + " ",
      line.replace("mingjing", "minqjing"),
      line.stripTrailing() + " ",
      line.replace("=\n", "A\n"),
      line.replace("/v4=", "/v5="),
      line + line
    };
    for (int i = 0; i < damaged.length; i++) {
      assertThat(damaged[i]).isNotEqualTo(line);
      Path file = folder.resolve("damaged-" + i);
      TestLog.key(1).store(file);
      Files.writeString(file, damaged[i]);
      assertThatThrownBy(() -> Ed25519Key.load(file))
          .as(damaged[i])
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void a_key_does_not_show_its_seed() {
    assertThat(TestLog.key(0x5a).toString()).doesNotContain("5a5a5a");
  }
}
