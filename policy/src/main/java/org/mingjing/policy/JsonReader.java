package org.mingjing.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON (RFC 8259) into a {@link Node}, by the rules of {@link YamlReader}, which reads it
 * too, but takes several times as long: reloading ten thousand kept grants is worth it.
 */
final class JsonReader {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(YamlReader.MAX_DEPTH - 1)
                  .maxTokenCount(YamlReader.MAX_NODES)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final String file;
  private final Faults faults;
  private final JsonParser tokens;

  private JsonReader(String file, Faults faults, JsonParser tokens) {
    this.file = file;
    this.faults = faults;
    this.tokens = tokens;
  }

  /** The document's root; empty if a fault made it unreadable as a whole. */
  static Optional<Node> read(String file, byte[] bytes, Faults faults) {
    return YamlReader.text(file, bytes, faults).flatMap(text -> read(file, text, faults));
  }

  private static Optional<Node> read(String file, String text, Faults faults) {
    try (JsonParser tokens = JSON.createParser(ObjectReadContext.empty(), text)) {
      return new JsonReader(file, faults, tokens).document();
    } catch (JacksonException broken) {
      faults.add(
          Optional.ofNullable(broken.getLocation())
              .map(at -> position(file, at))
              .orElseGet(() -> Position.startOf(file)),
          "json-syntax",
          "JSON 语法错误：" + broken.getOriginalMessage() + "；请改正",
          "not valid JSON: " + broken.getOriginalMessage() + "; correct it");
      return Optional.empty();
    }
  }

  private Optional<Node> document() {
    JsonToken first = tokens.nextToken();
    if (first == null) {
      faults.add(
          Position.startOf(file),
          "empty-document",
          "文件没有内容；请删除或补全",
          "the file is empty; fill or delete it");
      return Optional.empty();
    }
    Node root = node(first);
    if (tokens.nextToken() != null) {
      faults.add(
          at(),
          "several-documents",
          "一个文件只能有一个 JSON 文档；请拆成多个文件",
          "a file holds one JSON document; make it several files");
    }
    return Optional.of(root);
  }

  private Node node(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> mapping();
      case START_ARRAY -> sequence();
      case VALUE_STRING -> Scalars.of(at(), tokens.getString(), false, faults);
      default -> Scalars.of(at(), tokens.getString(), true, faults);
    };
  }

  private Node mapping() {
    Position start = at();
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    while (tokens.nextToken() == JsonToken.PROPERTY_NAME) {
      Position key = at();
      String name = tokens.currentName();
      Node written = Scalars.of(key, name, false, faults);
      Node value = node(tokens.nextToken());
      if (written instanceof Node.Scalar) {
        entries.put(name, new Node.Entry(key, value));
      }
    }
    return new Node.Mapping(start, Ordered.copy(entries));
  }

  private Node sequence() {
    Position start = at();
    List<Node> items = new ArrayList<>();
    JsonToken token = tokens.nextToken();
    while (token != JsonToken.END_ARRAY) {
      items.add(node(token));
      token = tokens.nextToken();
    }
    return new Node.Sequence(start, List.copyOf(items));
  }

  private Position at() {
    return position(file, tokens.currentTokenLocation());
  }

  private static Position position(String file, TokenStreamLocation at) {
    return new Position(file, Math.max(at.getLineNr(), 1), Math.max(at.getColumnNr(), 1));
  }
}
