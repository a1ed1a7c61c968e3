package org.mingjing.policy;

import java.util.List;
import java.util.Map;

/** A document as a tree with positions: what YAML and canonical JSON have in common. */
sealed interface Node {

  Position at();

  /** Keys in the order written; each was written once. */
  record Mapping(Position at, Map<String, Entry> entries) implements Node {}

  /** A key's position and its value. */
  record Entry(Position at, Node value) {}

  record Sequence(Position at, List<Node> items) implements Node {}

  record Scalar(Position at, String text, Kind kind) implements Node {}

  /** What a fault was already noted about; readers pass over it in silence. */
  record Broken(Position at) implements Node {}

  /** How a scalar was written: quoted scalars are always strings. */
  enum Kind {
    STRING,
    INTEGER,
    BOOLEAN
  }
}
