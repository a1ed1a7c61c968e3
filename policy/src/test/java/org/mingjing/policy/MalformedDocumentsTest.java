package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each file in {@code malformed/} takes the place of one document of the sound folder {@code
 * small/} and says in its first two lines which one, and what fault is expected where, and what is
 * said of it.
 */
class MalformedDocumentsTest {

  private static final Path SMALL = TestPolicies.RESOURCES.resolve("small");

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> each_malformed_document_is_refused_at_its_place_and_for_nothing_else()
      throws IOException {
    try (Stream<Path> cases = Files.list(TestPolicies.RESOURCES.resolve("malformed"))) {
      List<Path> sorted = cases.sorted().toList();
      assertThat(sorted).hasSizeGreaterThan(90);
      return sorted.stream()
          .map(
              malformed -> dynamicTest(malformed.getFileName().toString(), () -> check(malformed)));
    }
  }

  private void check(Path malformed) throws IOException {
    List<String> lines = Files.readAllLines(malformed);
    String document = lines.get(0).replace("# document: ", "");
    String expected = lines.get(1).replace("# fault: ", "");
    Path world = TestPolicies.copy(SMALL, folder.resolve(malformed.getFileName().toString()));
    Path replaced = world.resolve(document);
    Files.createDirectories(replaced.getParent());
    Files.copy(malformed, replaced, StandardCopyOption.REPLACE_EXISTING);

    List<Fault> faults = TestPolicies.faults(world);

    assertThat(faults).hasSize(1);
    String told = told(faults.getFirst());
    if (expected.endsWith("…")) {
      assertThat(told).startsWith(document + " " + expected.replace("…", ""));
    } else {
      assertThat(told).isEqualTo(document + " " + expected);
    }
    assertThat(faults.getFirst().message().zh()).isNotBlank();
    assertThat(faults.getFirst().message().en()).isNotBlank();
  }

  private static String told(Fault fault) {
    return "%s %d:%d %s: %s"
        .formatted(fault.file(), fault.line(), fault.column(), fault.code(), fault.message().en());
  }

  @Test
  void the_sound_folder_loads() {
    assertThat(TestPolicies.loaded(SMALL).grants()).hasSize(1);
  }
}
