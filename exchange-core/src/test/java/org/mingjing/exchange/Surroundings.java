package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mingjing.exchange.operations.DemoProcess;

/** Where tests run: the project's folder, folders of their own, and the departments' class path. */
final class Surroundings {
  static final DemoProcess.Population POPULATION = new DemoProcess.Population(2000, 200);
  static final String DEMO_CLASS_PATH = "mingjing.demo.classpath";

  private Surroundings() {}

  /** The project's folder: the nearest one upwards with {@code config/policy} in it. */
  static Path home() {
    Optional<Path> folder = Optional.of(Path.of("").toAbsolutePath());
    while (folder.isPresent() && !Files.isDirectory(folder.get().resolve("config/policy"))) {
      folder = Optional.ofNullable(folder.get().getParent());
    }
    return folder.orElseThrow(() -> new IllegalStateException("no config/policy upwards of here"));
  }

  /** An empty folder under the module's {@code target}. */
  static Path fresh(String name) {
    Path folder = home().resolve("exchange-core/target/it").resolve(name);
    delete(folder);
    return made(folder);
  }

  private static Path made(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies {@code config} of the project, so that a test can change it. */
  static Path homeWithOwnConfig(Path folder) {
    Path config = home().resolve("config");
    try (Stream<Path> files = Files.walk(config)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve("config").resolve(config.relativize(file));
        Files.createDirectories(copy.resolveSibling(""));
        Files.copy(file, copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  /** A copy as {@link #homeWithOwnConfig} makes, in which one application setting is another. */
  static Path homeWithSetting(Path folder, String shipped, String other) {
    Path home = homeWithOwnConfig(folder);
    Path settings = home.resolve("config/application/application.yaml");
    try {
      String text = Files.readString(settings);
      assertThat(text).containsOnlyOnce(shipped);
      Files.writeString(settings, text.replace(shipped, other));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return home;
  }

  /** Waits until something is so; half a minute at most. */
  static void await(BooleanSupplier becomes) throws InterruptedException {
    for (int i = 0; i < 600 && !becomes.getAsBoolean(); i++) {
      Thread.sleep(50);
    }
    assertThat(becomes.getAsBoolean()).isTrue();
  }

  /**
   * The tests' class path without the exchange: both it and the departments bring a {@code
   * logback.xml}, and of two, logback complains on standard output.
   */
  static String departmentsClassPath() {
    return classPath("exchange-core");
  }

  /** The tests' class path without the departments, for the same reason. */
  static String nodeClassPath() {
    return classPath("demo-departments");
  }

  private static String classPath(String without) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(part -> !part.contains(without))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
