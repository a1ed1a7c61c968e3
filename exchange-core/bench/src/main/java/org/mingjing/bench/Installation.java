package org.mingjing.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where the exchange lies, and how it is started: from its own jar, by its own command line, as its
 * users start it.
 *
 * @param home the folder that holds the launcher
 */
public record Installation(Path home) {
  private static final String EXCHANGE_MAIN = "org.mingjing.exchange.cli.Main";
  private static final Pattern EXCHANGE_READY = Pattern.compile("Mingjing is ready at (http\\S+)");

  /**
   * Of the system property {@code mingjing.home}, which the launcher sets, or the current folder.
   */
  public static Installation found() {
    return new Installation(Path.of(System.getProperty("mingjing.home", "")).toAbsolutePath());
  }

  /** A new folder for the data of one run: beside real data, so on a disk whose fsync is real. */
  public Path newScratch() {
    try {
      Path parent = Files.createDirectories(home.resolve(".mingjing"));
      return Files.createTempDirectory(parent, "bench-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The exchange with a data folder of its own, on any free port. */
  ServerProcess.Command exchange(String name, Path data, List<String> properties) {
    Path target = home.resolve("exchange-core").resolve("target");
    String classPath = jar(target) + File.pathSeparator + target.resolve("lib") + "/*";
    List<String> withHome = new ArrayList<>(properties);
    withHome.add("mingjing.home=" + home);
    return new ServerProcess.Command(
        name,
        classPath,
        withHome,
        EXCHANGE_MAIN,
        List.of("up", "--port", "0", "--data", data.toString()),
        EXCHANGE_READY);
  }

  private static Path jar(Path target) {
    if (Files.isDirectory(target.resolve("lib"))) {
      try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "exchange-core-*.jar")) {
        for (Path jar : jars) {
          return jar;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new Unavailable(
        "平台尚未构建：请先运行 ./mingjing test",
        "the exchange is not built (no jar and lib in " + target + "): run ./mingjing test first");
  }
}
