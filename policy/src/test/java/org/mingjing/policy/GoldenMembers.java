package org.mingjing.policy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A question as the members of its JSON. */
record GoldenMembers(Map<String, String> raw) {

  GoldenMembers(GoldenInput input) {
    this(read(input.json()));
  }

  private static Map<String, String> read(String json) {
    Node.Mapping root =
        (Node.Mapping)
            YamlReader.read("golden", json.getBytes(StandardCharsets.UTF_8), new Faults())
                .orElseThrow();
    Map<String, String> members = new LinkedHashMap<>();
    root.entries().forEach((name, entry) -> members.put(name, value(entry.value())));
    return members;
  }

  /** A document is an object or an array, so that a value is written as an item. */
  private static String value(Node node) {
    String item = CanonicalJson.text(CanonicalJson.of(new Node.Sequence(node.at(), List.of(node))));
    return item.substring(1, item.length() - 1);
  }

  String get(String name) {
    return raw.getOrDefault(name, "");
  }

  GoldenMembers with(String name, String value) {
    Map<String, String> other = new TreeMap<>(raw);
    other.put(name, value);
    return new GoldenMembers(other);
  }

  GoldenMembers without(String name) {
    Map<String, String> other = new TreeMap<>(raw);
    other.remove(name);
    return new GoldenMembers(other);
  }

  String json() {
    List<String> members = new ArrayList<>();
    raw.forEach((name, value) -> members.add(CanonicalJson.quoted(name) + ":" + value));
    return "{" + String.join(",", members) + "}";
  }
}
