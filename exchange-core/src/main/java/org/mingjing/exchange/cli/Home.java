package org.mingjing.exchange.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.mingjing.exchange.operations.Unavailable;

/** The folder with {@code config} in it: the launcher says where it is. */
final class Home {
  private Home() {}

  static Path find() {
    Path home = Path.of(Optional.ofNullable(System.getProperty("mingjing.home")).orElse("."));
    if (!Files.isDirectory(home.resolve("config/policy"))) {
      throw new Unavailable(
          "no config/policy in "
              + home.toAbsolutePath()
              + ": start with ./mingjing from the project's folder",
          home.toAbsolutePath() + " 中没有 config/policy：请在项目目录中用 ./mingjing 启动");
    }
    return home.toAbsolutePath().normalize();
  }
}
