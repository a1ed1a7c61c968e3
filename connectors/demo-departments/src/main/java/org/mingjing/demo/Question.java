package org.mingjing.demo;

import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * What a request asks: {@code {"key":{"id_number":"…"},"fields":["plate"],"limit":5}}.
 *
 * @param asked the columns, a bit each, as {@link Register} numbers them
 */
record Question(String key, int asked, int limit) {
  private static final int MOST_ROWS = 100;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxDocumentLength(8_192)
                  .maxNestingDepth(3)
                  .maxStringLength(256)
                  .build())
          .build();

  static Question read(InputStream body, Register register) throws BadQuestion {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
      return read(parser, register);
    } catch (JacksonException e) {
      throw new BadQuestion("not the JSON expected");
    }
  }

  private static Question read(JsonParser parser, Register register) throws BadQuestion {
    expect(parser.nextToken() == JsonToken.START_OBJECT);
    String key = "";
    int asked = 0;
    int limit = 1;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String member = parser.currentName();
      parser.nextToken();
      switch (member) {
        case "key" -> key = key(parser, register);
        case "fields" -> asked = fields(parser, register);
        case "limit" -> limit = limit(parser);
        default -> throw new BadQuestion("unknown member");
      }
    }
    expect(!key.isEmpty() && asked != 0 && parser.nextToken() == null);
    return new Question(key, asked, limit);
  }

  private static String key(JsonParser parser, Register register) throws BadQuestion {
    expect(parser.currentToken() == JsonToken.START_OBJECT);
    expect(register.key().equals(parser.nextName()));
    expect(parser.nextToken() == JsonToken.VALUE_STRING);
    String key = parser.getString();
    expect(parser.nextToken() == JsonToken.END_OBJECT);
    // PostgreSQL's text cannot hold U+0000, so nobody has such a number.
    return key.replace('\0', '\uFFFD');
  }

  private static int fields(JsonParser parser, Register register) throws BadQuestion {
    expect(parser.currentToken() == JsonToken.START_ARRAY);
    int asked = 0;
    while (parser.nextToken() == JsonToken.VALUE_STRING) {
      asked = register.with(asked, parser.getString());
    }
    expect(parser.currentToken() == JsonToken.END_ARRAY);
    return asked;
  }

  private static int limit(JsonParser parser) throws BadQuestion {
    expect(parser.currentToken() == JsonToken.VALUE_NUMBER_INT);
    int limit = parser.getIntValue();
    expect(limit >= 1 && limit <= MOST_ROWS);
    return limit;
  }

  private static void expect(boolean holds) throws BadQuestion {
    if (!holds) {
      throw new BadQuestion("not the JSON expected");
    }
  }
}
