package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemReaderTest {

  @TempDir private Path folder;

  @Test
  void a_public_key_is_kept_as_canonical_json() throws IOException {
    Path world =
        TestPolicies.copy(TestPolicies.RESOURCES.resolve("small"), folder.resolve("world"));
    Path systems = world.resolve("systems.yaml");
    Files.writeString(
        systems,
        Files.readString(systems)
            .replaceFirst("keys: \\[]", "keys: [{kty: OKP, x: \"11q\", crv: Ed25519}]"));

    SystemClient system =
        TestPolicies.loaded(world).policy().system(new SystemId("mca-assistance")).orElseThrow();

    assertThat(system.keys())
        .containsExactly("{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"11q\"}");
  }
}
