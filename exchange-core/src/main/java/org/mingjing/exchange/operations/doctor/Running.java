package org.mingjing.exchange.operations.doctor;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is known of an exchange from its data folder. */
final class Running {
  private Running() {}

  /** Whether a process uses the folder now. */
  static boolean on(Path data) {
    Path lock = data.resolve("lock");
    if (!Files.exists(lock)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock held = channel.tryLock()) {
      return held == null;
    } catch (OverlappingFileLockException e) {
      return true; // this very process does
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether the exchange of this folder runs and serves on this port. */
  static boolean serves(Path data, int port) {
    return on(data)
        && credentials(data)
            .map(known -> URI.create(known.path("baseUrl").asString("http://none")).getPort())
            .filter(served -> served == port)
            .isPresent();
  }

  /** What {@code up} wrote for its users; nothing before the first start. */
  static Optional<JsonNode> credentials(Path data) {
    return json(data.resolve("demo-credentials.json"));
  }

  static Optional<JsonNode> json(Path file) {
    try {
      return Files.isRegularFile(file)
          ? Optional.of(JsonMapper.shared().readTree(Files.readString(file)))
          : Optional.empty();
    } catch (IOException | JacksonException e) {
      return Optional.empty();
    }
  }
}
