package org.mingjing.policy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Documents read as trees, changed and written again, as JSON, which YAML includes. */
final class DocumentTrees {

  private DocumentTrees() {}

  static Node read(String name, byte[] document) {
    Faults faults = new Faults();
    Node node = YamlReader.read(name, document, faults).orElseThrow();
    if (!faults.none()) {
      throw new AssertionError(faults.sorted());
    }
    return node;
  }

  static byte[] written(Node node) {
    return json(node).getBytes(StandardCharsets.UTF_8);
  }

  private static String json(Node node) {
    return switch (node) {
      case Node.Mapping mapping ->
          mapping.entries().entrySet().stream()
              .map(one -> CanonicalJson.quoted(one.getKey()) + ": " + json(one.getValue().value()))
              .collect(Collectors.joining(",\n", "{", "}"));
      case Node.Sequence list ->
          list.items().stream()
              .map(DocumentTrees::json)
              .collect(Collectors.joining(",\n", "[", "]"));
      case Node.Scalar scalar when scalar.kind() == Node.Kind.STRING ->
          CanonicalJson.quoted(scalar.text());
      case Node.Scalar scalar -> scalar.text();
      case Node.Broken broken -> throw new AssertionError(broken);
    };
  }

  /** Every list and every mapping in another order, but for articles, which are cited in order. */
  static Node shuffled(Node node, Random random) {
    return switch (node) {
      case Node.Mapping mapping -> {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        for (var one : RuleOrderTest.shuffled(List.copyOf(mapping.entries().entrySet()), random)) {
          Node.Entry entry = one.getValue();
          entries.put(one.getKey(), new Node.Entry(entry.at(), shuffled(entry.value(), random)));
        }
        yield new Node.Mapping(mapping.at(), entries);
      }
      case Node.Sequence list when isOfNumbers(list) -> list;
      case Node.Sequence list ->
          new Node.Sequence(
              list.at(),
              RuleOrderTest.shuffled(list.items(), random).stream()
                  .map(item -> shuffled(item, random))
                  .toList());
      default -> node;
    };
  }

  private static boolean isOfNumbers(Node.Sequence list) {
    return list.items().stream()
        .allMatch(item -> item instanceof Node.Scalar number && number.kind() == Node.Kind.INTEGER);
  }

  /** The tree once for each of its mappings, with only that one changed. */
  static List<Node> eachMapping(Node node, UnaryOperator<Node.Mapping> change) {
    List<Node> changed = new ArrayList<>();
    switch (node) {
      case Node.Mapping mapping -> {
        changed.add(change.apply(mapping));
        mapping
            .entries()
            .forEach((key, entry) ->
                eachMapping(entry.value(), change)
                    .forEach(value -> changed.add(with(mapping, key, value))));
      }
      case Node.Sequence list -> {
        for (int i = 0; i < list.items().size(); i++) {
          for (Node value : eachMapping(list.items().get(i), change)) {
            List<Node> items = new ArrayList<>(list.items());
            items.set(i, value);
            changed.add(new Node.Sequence(list.at(), items));
          }
        }
      }
      default -> {
        // nothing to change
      }
    }
    return changed;
  }

  static Node.Mapping with(Node.Mapping mapping, String key, Node value) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>(mapping.entries());
    Position at = Optional.ofNullable(entries.get(key)).map(Node.Entry::at).orElse(value.at());
    entries.put(key, new Node.Entry(at, value));
    return new Node.Mapping(mapping.at(), entries);
  }
}
