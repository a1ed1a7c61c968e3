package org.mingjing.exchange.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mingjing.policy.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a body of a foreign interface, which may hold members that nobody here knows: what is known
 * is picked out of it as {@link JsonMembers} and is judged as strictly as anywhere else.
 */
public final class JsonTree {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .disable(TokenStreamFactory.Feature.CHARSET_DETECTION) // RFC 8259 8.1: UTF-8
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(32)
                          .maxStringLength(16_384)
                          .maxNameLength(256)
                          .maxNumberLength(32)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonTree() {}

  /**
   * Reads a body.
   *
   * @throws Malformed if it is no JSON object, or an object anywhere in it names a member twice
   */
  public static JsonNode read(byte[] body) {
    try {
      JsonNode root = MAPPER.readTree(body);
      if (root.isObject()) {
        return root;
      }
      throw Malformed.of("$", new Text("应为 JSON 对象", "must be a JSON object"));
    } catch (JacksonException e) {
      Text fault = MembersParser.unreadable(Optional.ofNullable(e.getLocation()));
      throw Malformed.of(
          "$",
          new Text(fault.zh() + "，或有成员出现了不止一次", fault.en() + ", or names a member more than once"));
    }
  }

  /**
   * Picks members out of an object.
   *
   * @param paths where each member lies in the object, by the path that it is read under; a fault
   *     names it by where it lies
   */
  public static JsonMembers pick(JsonNode object, Map<String, String> paths) {
    JsonMembers members = new JsonMembers(paths);
    paths.forEach((path, place) -> put(members, path, at(object, place)));
    return members;
  }

  private static JsonNode at(JsonNode object, String place) {
    JsonNode node = object;
    for (String name : place.split("\\.", -1)) {
      node = node.path(name);
    }
    return node;
  }

  private static void put(JsonMembers members, String path, JsonNode value) {
    switch (value.getNodeType()) {
      case MISSING -> {}
      case STRING -> members.put(path, value.asString());
      case BOOLEAN -> members.put(path, value.asBoolean());
      case ARRAY -> members.put(path, texts(members, path, value));
      case OBJECT -> members.put(path, Map.of());
      case NULL, NUMBER, BINARY, POJO -> members.wrong(path);
    }
  }

  private static List<String> texts(JsonMembers members, String path, JsonNode list) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : list) {
      if (item.isString()) {
        texts.add(item.asString());
      } else {
        members.fault(path, MembersParser.STRINGS_ONLY);
      }
    }
    return texts;
  }
}
