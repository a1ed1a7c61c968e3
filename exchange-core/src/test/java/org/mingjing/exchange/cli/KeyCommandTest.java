package org.mingjing.exchange.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mingjing.exchange.identity.VerificationKey;
import org.mingjing.exchange.operations.Unavailable;

/** A key that a system makes for itself. */
class KeyCommandTest {
  @TempDir private Path folder;

  @Test
  void a_new_key_is_its_owners_and_its_public_half_can_be_registered() throws IOException {
    Path file = folder.resolve("mca.key");

    assertThat(CommandRun.of("key", file.toString())).isEqualTo(Main.DONE);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String jwk = SystemKey.read(file, Clock.systemUTC()).publicJwk().toString();
    assertThat(jwk).doesNotContain("\"d\"");
    assertThat(VerificationKey.thumbprint(jwk)).hasSize(43);
  }

  @Test
  void a_key_is_never_overwritten() throws IOException {
    Path file = Files.writeString(folder.resolve("mca.key"), "precious");

    assertThat(CommandRun.of("key", file.toString())).isEqualTo(Main.UNAVAILABLE);

    assertThat(Files.readString(file)).isEqualTo("precious");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc",
        "[]",
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AAAA\"}",
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"d\":\"AAAA\"}",
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"d\":\"%%%\"}",
        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"d\":\"AAAA\"}"
      })
  void a_file_without_a_key_is_named(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("mca.key"), text);

    assertThatThrownBy(() -> SystemKey.read(file, Clock.systemUTC()))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("mca.key");
  }
}
