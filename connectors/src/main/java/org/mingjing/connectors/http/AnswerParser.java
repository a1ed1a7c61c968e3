package org.mingjing.connectors.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mingjing.connectors.SourceCall;
import org.mingjing.connectors.SourceRow;
import org.mingjing.connectors.SourceSpec;
import org.mingjing.connectors.template.RejectedAnswer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads {@code {"records":[{"id_number":"…","plate":"…"}]}} strictly, as a stream. Members that
 * were not asked for are dropped unread; a record without the key asked for, or with another,
 * spoils the whole answer, since it may be about somebody else.
 */
final class AnswerParser {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(8)
                  .maxNumberLength(100)
                  .maxNameLength(256)
                  .build())
          .build();

  private final SourceSpec spec;
  private final SourceCall call;

  AnswerParser(SourceSpec spec, SourceCall call) {
    this.spec = spec;
    this.call = call;
  }

  List<SourceRow> parse(InputStream body) throws IOException {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
      return answer(parser);
    } catch (JacksonIOException e) {
      throw e.getCause();
    } catch (JacksonException e) {
      throw new RejectedAnswer("the answer is not the JSON expected"); // its message holds content
    }
  }

  private List<SourceRow> answer(JsonParser parser) throws IOException {
    require(parser.nextToken() == JsonToken.START_OBJECT, "the answer is not an object");
    require("records".equals(parser.nextName()), "the answer does not begin with its records");
    require(parser.nextToken() == JsonToken.START_ARRAY, "the records are not an array");
    List<SourceRow> rows = new ArrayList<>();
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      require(rows.size() < spec.limits().maxRecords(), "more records than the catalogue allows");
      rows.add(row(parser));
    }
    require(parser.currentToken() == JsonToken.END_ARRAY, "a record is not an object");
    require(parser.nextToken() == JsonToken.END_OBJECT, "the answer holds more than records");
    require(parser.nextToken() == null, "the answer goes on after its end");
    return rows;
  }

  private SourceRow row(JsonParser parser) throws IOException {
    Map<String, @Nullable String> members = new HashMap<>();
    String member = parser.nextName();
    while (member != null) {
      parser.nextToken();
      if (asked(member)) {
        require(!members.containsKey(member), "a member of a record is there twice");
        members.put(member, text(parser));
      } else {
        parser.skipChildren();
      }
      member = parser.nextName();
    }
    require(parser.currentToken() == JsonToken.END_OBJECT, "a record is not the object expected");
    require(call.key().equals(members.get(spec.keyColumn())), "a record is of another subject");
    return inOrder(members);
  }

  private boolean asked(String member) {
    if (member.equals(spec.keyColumn())) {
      return true;
    }
    for (String field : call.fields()) {
      if (member.equals(spec.column(field))) {
        return true;
      }
    }
    return false;
  }

  private SourceRow inOrder(Map<String, @Nullable String> members) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String field : call.fields()) {
      String value = members.get(spec.column(field));
      if (value != null) {
        values.put(field, value);
      }
    }
    return new SourceRow(values);
  }

  private static @Nullable String text(JsonParser parser) throws IOException {
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
  private static String plain(String number) throws IOException {
    require(number.indexOf('e') < 0 && number.indexOf('E') < 0, "a number has an exponent");
    return number;
  }

  private static void require(boolean holds, String detail) throws RejectedAnswer {
    if (!holds) {
      throw new RejectedAnswer(detail);
    }
  }
}
