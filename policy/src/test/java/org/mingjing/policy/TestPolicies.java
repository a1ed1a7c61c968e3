package org.mingjing.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Policies and folders of documents for tests. */
final class TestPolicies {

  /** The documents that ship. */
  static final Path SHIPPED = Path.of("..", "config", "policy");

  static final Path RESOURCES = Path.of("src", "test", "resources");

  private TestPolicies() {}

  /** Read once; anew each time with {@code -Dmingjing.fresh=true}, where classes change between. */
  static LoadResult.Loaded shipped() {
    return Boolean.getBoolean("mingjing.fresh") ? loaded(SHIPPED) : Shipped.LOADED;
  }

  private static final class Shipped {
    private static final LoadResult.Loaded LOADED = loaded(SHIPPED);
  }

  static LoadResult.Loaded loaded(Path folder) {
    return switch (PolicyLoader.load(folder)) {
      case LoadResult.Loaded loaded -> loaded;
      case LoadResult.Faulty faulty ->
          throw new AssertionError("does not load: " + faulty.faults());
    };
  }

  static List<Fault> faults(Path folder) {
    return switch (PolicyLoader.load(folder)) {
      case LoadResult.Loaded loaded -> List.of();
      case LoadResult.Faulty faulty -> faulty.faults();
    };
  }

  /** A copy of a folder of documents that a test may change. */
  static Path copy(Path folder, Path target) {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.toList()) {
        Path copied = target.resolve(folder.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(copied);
        } else {
          Files.copy(path, copied);
        }
      }
      return target;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
