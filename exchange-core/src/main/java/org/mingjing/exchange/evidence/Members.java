package org.mingjing.exchange.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads canonical JSON straight from a parser, without a tree. Names must ascend, as they do in
 * canonical JSON, so that none comes twice.
 */
final class Members {
  private Members() {}

  /**
   * Hands out the name of each member of the object that begins here, with the parser on its value.
   */
  static void each(JsonParser in, String object, Consumer<String> member) {
    demand(in.currentToken() == JsonToken.START_OBJECT, object);
    String last = "";
    while (in.nextToken() != JsonToken.END_OBJECT) {
      demand(in.currentToken() == JsonToken.PROPERTY_NAME, object);
      String name = in.currentName();
      demand(name.compareTo(last) > 0, object);
      last = name;
      in.nextToken();
      member.accept(name);
    }
  }

  static String text(JsonParser in, String member) {
    demand(in.currentToken() == JsonToken.VALUE_STRING, member);
    return in.getString();
  }

  static int number(JsonParser in, String member) {
    demand(in.currentToken() == JsonToken.VALUE_NUMBER_INT, member);
    return in.getIntValue();
  }

  static boolean bool(JsonParser in, String member) {
    JsonToken token = in.currentToken();
    demand(token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE, member);
    return token == JsonToken.VALUE_TRUE;
  }

  static List<String> texts(JsonParser in, String member) {
    demand(in.currentToken() == JsonToken.START_ARRAY, member);
    List<String> texts = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      texts.add(text(in, member));
    }
    return texts;
  }

  static void demand(boolean holds, String member) {
    if (!holds) {
      throw new Unreadable(member);
    }
  }
}
