package org.mingjing.exchange.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mingjing.policy.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON bytes into {@link JsonMembers}, flat, and notes what may not be there. */
final class MembersParser {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.CHARSET_DETECTION) // RFC 8259 8.1: UTF-8
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(8)
                  .maxStringLength(16_384)
                  .maxNameLength(256)
                  .maxNumberLength(32)
                  .build())
          .build();

  static final Text WRONG_TYPE = new Text("类型不符", "has a wrong type");
  static final Text STRINGS_ONLY = new Text("只能包含字符串", "may hold strings only");

  private final JsonMembers members;

  MembersParser(JsonMembers members) {
    this.members = members;
  }

  /**
   * Reads a body to its end.
   *
   * @throws Malformed if it is no JSON object
   */
  void read(byte[] body) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw Malformed.of("$", new Text("应为 JSON 对象", "must be a JSON object"));
      }
      object(parser, "");
      if (parser.nextToken() != null) {
        members.fault("$", new Text("对象之后还有内容", "has something after the object"));
      }
    } catch (JacksonException e) {
      members.fault("$", unreadable(Optional.ofNullable(e.getLocation())));
      members.throwIfAny();
    }
  }

  static Text unreadable(Optional<TokenStreamLocation> where) {
    String zh =
        where.map(at -> "（第 %d 行第 %d 列）".formatted(at.getLineNr(), at.getColumnNr())).orElse("");
    String en =
        where
            .map(at -> " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr()))
            .orElse("");
    return new Text("不是合法的 JSON" + zh, "is no well-formed JSON" + en);
  }

  private void object(JsonParser parser, String prefix) {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (name.indexOf('.') >= 0) {
        members.fault(prefix + name, new Text("成员名不得含点号", "may not have a dot in its name"));
      }
      String path = prefix + name.replace('.', '?');
      if (members.has(path)) {
        members.fault(path, new Text("出现了不止一次", "is given more than once"));
      }
      value(parser, path, parser.nextToken());
    }
  }

  private void value(JsonParser parser, String path, JsonToken token) {
    switch (token) {
      case VALUE_STRING -> members.put(path, parser.getString());
      case VALUE_TRUE -> members.put(path, true);
      case VALUE_FALSE -> members.put(path, false);
      case START_ARRAY -> members.put(path, list(parser, path));
      case START_OBJECT -> nested(parser, path);
      default -> members.wrong(path);
    }
  }

  private void nested(JsonParser parser, String path) {
    if (path.indexOf('.') >= 0) {
      members.fault(path, WRONG_TYPE);
      parser.skipChildren();
      return;
    }
    members.put(path, Map.of());
    object(parser, path + ".");
  }

  private List<String> list(JsonParser parser, String path) {
    List<String> items = new ArrayList<>();
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      if (token == JsonToken.VALUE_STRING) {
        items.add(parser.getString());
      } else {
        members.fault(path, STRINGS_ONLY);
        parser.skipChildren();
      }
      token = parser.nextToken();
    }
    return items;
  }
}
