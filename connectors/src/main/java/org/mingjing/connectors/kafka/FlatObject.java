package org.mingjing.connectors.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mingjing.connectors.template.RejectedAnswer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Reads one JSON object of texts, numbers, booleans and nulls strictly. */
final class FlatObject {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(2)
                  .maxNumberLength(100)
                  .maxNameLength(256)
                  .build())
          .build();

  private FlatObject() {}

  /** The text of each member, null where it is null. */
  static Map<String, @Nullable String> parse(byte[] value) throws RejectedAnswer {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), utf8(value))) {
      return members(parser);
    } catch (JacksonException e) {
      throw new RejectedAnswer("the record is not the JSON expected"); // its message holds content
    }
  }

  private static String utf8(byte[] value) throws RejectedAnswer {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
    } catch (CharacterCodingException e) {
      throw new RejectedAnswer("the record is not UTF-8");
    }
  }

  private static Map<String, @Nullable String> members(JsonParser parser) throws RejectedAnswer {
    require(parser.nextToken() == JsonToken.START_OBJECT, "the record is not an object");
    Map<String, @Nullable String> members = new HashMap<>();
    String name = parser.nextName();
    while (name != null) {
      parser.nextToken();
      require(!members.containsKey(name), "a member of a record is there twice");
      members.put(name, text(parser));
      name = parser.nextName();
    }
    require(parser.currentToken() == JsonToken.END_OBJECT, "the record is not the object expected");
    require(parser.nextToken() == null, "the record goes on after its end");
    return members;
  }

  private static @Nullable String text(JsonParser parser) throws RejectedAnswer {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> plain(parser.getString());
      case VALUE_TRUE -> "true";
      case VALUE_FALSE -> "false";
      case VALUE_NULL -> null;
      case null, default -> throw new RejectedAnswer("a value is neither text, number nor boolean");
    };
  }

  /** The number as it was written, so that neither zeros nor digits are lost. */
  private static String plain(String number) throws RejectedAnswer {
    require(number.indexOf('e') < 0 && number.indexOf('E') < 0, "a number has an exponent");
    return number;
  }

  private static void require(boolean holds, String detail) throws RejectedAnswer {
    if (!holds) {
      throw new RejectedAnswer(detail);
    }
  }
}
