package org.mingjing.exchange.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mingjing.ledger.canonical.CanonicalWriter;
import org.mingjing.ledger.checkpoint.Checkpoint;
import org.mingjing.ledger.checkpoint.NoteVerifier;
import org.mingjing.ledger.log.LogRefused;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A log that ended, and why, as the first entry of the log that follows it tells: whoever has the
 * old verifier key can check the old checkpoint, and from there every old receipt.
 *
 * @param origin name of the log that follows
 * @param verifierKey the old log's
 * @param checkpoint the old log's newest checkpoint that anybody knows of, as it was signed
 * @param reason {@code key-lost}, {@code entries-lost} or {@code key-replaced}
 */
public record FormerLog(String origin, String verifierKey, String checkpoint, String reason) {

  /** How far the old log had come. */
  public Checkpoint ended() {
    return NoteVerifier.parse(verifierKey).open(checkpoint);
  }

  /**
   * Reads the file.
   *
   * @throws LogRefused if it is not one, or its checkpoint is not signed by its key
   */
  public static FormerLog read(Path file) throws IOException {
    try {
      JsonNode json = JsonMapper.shared().readTree(Files.readString(file));
      FormerLog former =
          new FormerLog(
              text(json, "origin"),
              text(json, "verifierKey"),
              text(json, "checkpoint"),
              text(json, "reason"));
      if (!former.origin().isEmpty() && !former.ended().origin().equals(former.origin())) {
        return former;
      }
    } catch (JacksonException | IllegalArgumentException e) {
      throw refused(file, e);
    }
    throw refused(file, new IllegalArgumentException("no name of its own for the new log"));
  }

  private static String text(JsonNode json, String member) {
    return json.path(member).asString("");
  }

  private static LogRefused refused(Path file, RuntimeException why) {
    LogRefused refused =
        new LogRefused(
            file + " 不是旧日志的说明，或其检查点的签名无效",
            file + " does not tell of a former log, or its checkpoint is not signed rightly");
    refused.addSuppressed(why);
    return refused;
  }

  /** As {@link #read} takes it. */
  public String json() {
    CanonicalWriter out = new CanonicalWriter(1024).beginObject();
    out.name("checkpoint").string(checkpoint).name("origin").string(origin);
    out.name("reason").string(reason).name("verifierKey").string(verifierKey);
    return new String(out.endObject().toByteArray(), StandardCharsets.UTF_8);
  }

  /** The body of the new log's first entry. */
  byte[] body() {
    CanonicalWriter out = new CanonicalWriter(1024).beginObject().name("former").beginObject();
    out.name("checkpoint").string(checkpoint);
    out.name("origin").string(ended().origin());
    out.name("size").number(ended().size());
    out.name("verifierKey").string(verifierKey).endObject();
    out.name("key").string("log").name("reason").string(reason);
    return out.endObject().toByteArray();
  }

  boolean isNamedIn(JsonNode entry) {
    JsonNode former = entry.path("body").path("former");
    return text(former, "checkpoint").equals(checkpoint)
        && text(former, "verifierKey").equals(verifierKey);
  }
}
