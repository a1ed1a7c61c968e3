package org.mingjing.exchange.audit;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mingjing.exchange.problem.Problem;
import org.mingjing.exchange.problem.ProblemCode;
import org.mingjing.ledger.log.TileFolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /log/checkpoint} and {@code /log/tile/…}, for anyone (C2SP tlog-tiles): the published
 * files as they are, so that any server of static files may stand before it or in its place.
 */
@RestController
final class LogController {
  private static final String PREFIX = "/log/";
  private static final Pattern TILE =
      Pattern.compile(
          "tile/(?:entries|[0-9]|[1-5][0-9]|6[0-3])/(?:x[0-9]{3}/){0,5}[0-9]{3}(?:\\.p/[1-9][0-9]{0,2})?");

  private final TileFolder tiles;

  LogController(TileFolder tiles) {
    this.tiles = tiles;
  }

  /** Changes with every commit: whoever keeps it asks again. */
  @GetMapping("/log/checkpoint")
  void checkpoint(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Optional<String> note = tiles.checkpoint();
    if (note.isEmpty()) {
      Problem.of(ProblemCode.NOT_FOUND).send(request, response);
      return;
    }
    send(
        response,
        "text/plain;charset=UTF-8",
        "no-cache",
        note.get().getBytes(StandardCharsets.UTF_8));
  }

  /** Never changes once it is there. */
  @GetMapping("/log/tile/**")
  void tile(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String path = request.getRequestURI().substring(PREFIX.length());
    Optional<Path> file = TILE.matcher(path).matches() ? tiles.file(path) : Optional.<Path>empty();
    try {
      byte[] content = Files.readAllBytes(file.orElseThrow(() -> new NoSuchFileException(path)));
      String forEver = "public, max-age=31536000, immutable";
      send(response, "application/octet-stream", forEver, content);
    } catch (NoSuchFileException e) { // a partial tile goes at any time once the full one is there
      Problem.of(ProblemCode.NOT_FOUND).send(request, response);
    }
  }

  private static void send(HttpServletResponse response, String type, String caching, byte[] body)
      throws IOException {
    response.setContentType(type);
    response.setHeader("Cache-Control", caching);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
