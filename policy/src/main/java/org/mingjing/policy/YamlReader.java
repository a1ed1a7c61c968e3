package org.mingjing.policy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML document into a {@link Node}. It works on parser events, because they still show
 * what composing hides: anchors, aliases, tags and repeated keys, all of which are refused.
 */
final class YamlReader {

  static final int MAX_BYTES = 1 << 20;
  static final int MAX_DEPTH = 12;
  static final int MAX_NODES = 100_000;

  private final String file;
  private final Faults faults;
  private final Iterator<Event> events;
  private int nodes;

  private YamlReader(String file, Faults faults, String text) {
    this.file = file;
    this.faults = faults;
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setCodePointLimit(MAX_BYTES).build();
    this.events = new Parse(settings).parseString(text).iterator();
  }

  /** The document's root; empty if a fault made the file unreadable as a whole. */
  static Optional<Node> read(String file, byte[] bytes, Faults faults) {
    return text(file, bytes, faults).flatMap(text -> read(file, text, faults));
  }

  /** The bytes as text, if they are text and not too many. */
  static Optional<String> text(String file, byte[] bytes, Faults faults) {
    Position start = Position.startOf(file);
    if (bytes.length > MAX_BYTES) {
      faults.add(
          start,
          "too-large",
          "文件超过 " + MAX_BYTES + " 字节；请拆分",
          "the file has more than " + MAX_BYTES + " bytes; split it");
      return Optional.empty();
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException notUtf8) {
      faults.add(start, "not-utf-8", "文件不是 UTF-8 编码；请转换", "the file is not UTF-8; convert it");
      return Optional.empty();
    }
  }

  private static Optional<Node> read(String file, String text, Faults faults) {
    Position start = Position.startOf(file);
    try {
      return new YamlReader(file, faults, text).document();
    } catch (MarkedYamlEngineException broken) {
      Position at = broken.getProblemMark().map(mark -> position(file, mark)).orElse(start);
      syntax(faults, at, String.valueOf(broken.getProblem()));
    } catch (YamlEngineException broken) {
      syntax(faults, start, String.valueOf(broken.getMessage()));
    } catch (BoundExceeded bound) {
      faults.add(
          bound.at,
          "too-deep",
          "嵌套超过 " + MAX_DEPTH + " 层或节点超过 " + MAX_NODES + " 个；请简化",
          "more than " + MAX_DEPTH + " levels or " + MAX_NODES + " nodes; simplify it");
    }
    return Optional.empty();
  }

  private static void syntax(Faults faults, Position at, String problem) {
    faults.add(
        at,
        "yaml-syntax",
        "YAML 语法错误：" + problem + "；请改正",
        "not valid YAML: " + problem + "; correct it");
  }

  private Optional<Node> document() {
    Optional<Node> root = Optional.empty();
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof NodeEvent content) {
        Node node = node(content, 1);
        if (root.isPresent()) {
          faults.add(
              node.at(),
              "several-documents",
              "一个文件只能有一个 YAML 文档；请拆成多个文件",
              "a file holds one YAML document; make it several files");
          return root;
        }
        root = Optional.of(node);
      }
    }
    if (root.isEmpty()) {
      faults.add(
          Position.startOf(file),
          "empty-document",
          "文件没有内容；请删除或补全",
          "the file is empty; fill or delete it");
    }
    return root;
  }

  private Node node(NodeEvent event, int depth) {
    Position at = position(event);
    if (depth > MAX_DEPTH || ++nodes > MAX_NODES) {
      throw new BoundExceeded(at);
    }
    Node node =
        switch (event) {
          case ScalarEvent scalar -> Scalars.of(at, scalar.getValue(), scalar.isPlain(), faults);
          case CollectionStartEvent start when start.getEventId() == Event.ID.MappingStart ->
              mapping(at, depth);
          case CollectionStartEvent start -> sequence(at, depth);
          default -> new Node.Broken(at);
        };
    return plainlyWritten(event, at) ? node : new Node.Broken(at);
  }

  private boolean plainlyWritten(NodeEvent event, Position at) {
    if (event instanceof AliasEvent) {
      faults.add(at, "alias", "不允许引用（*）；请写出全部内容", "aliases (*) are refused; write it out");
      return false;
    }
    if (event.getAnchor().isPresent()) {
      faults.add(at, "anchor", "不允许锚点（&）；请删除", "anchors (&) are refused; delete it");
      return false;
    }
    Optional<String> tag =
        switch (event) {
          case ScalarEvent scalar -> scalar.getTag();
          case CollectionStartEvent start -> start.getTag();
          default -> Optional.empty();
        };
    tag.ifPresent(name ->
        faults.add(at, "tag", "不允许标签 " + name + "；请删除", "tag " + name + " is refused; delete it"));
    return tag.isEmpty();
  }

  private Node sequence(Position at, int depth) {
    List<Node> items = new ArrayList<>();
    while (events.next() instanceof NodeEvent item) {
      items.add(node(item, depth + 1));
    }
    return new Node.Sequence(at, List.copyOf(items));
  }

  private Node mapping(Position at, int depth) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    while (events.next() instanceof NodeEvent key) {
      Node keyNode = node(key, depth + 1);
      Node value = events.next() instanceof NodeEvent event ? node(event, depth + 1) : keyNode;
      switch (keyNode) {
        case Node.Scalar scalar -> put(entries, scalar, value);
        case Node.Broken broken -> {}
        case Node.Mapping complex -> complexKey(complex.at());
        case Node.Sequence complex -> complexKey(complex.at());
      }
    }
    return new Node.Mapping(at, Ordered.copy(entries));
  }

  private void put(Map<String, Node.Entry> entries, Node.Scalar key, Node value) {
    if (entries.putIfAbsent(key.text(), new Node.Entry(key.at(), value)) != null) {
      faults.add(
          key.at(),
          "duplicate-key",
          "键 " + key.text() + " 重复；请只保留一个",
          "key " + key.text() + " is written twice; keep one");
    }
  }

  private void complexKey(Position at) {
    faults.add(at, "complex-key", "键必须是文字；请改写", "a key is not plain text; write it as a word");
  }

  private Position position(Event event) {
    return event
        .getStartMark()
        .map(mark -> position(file, mark))
        .orElseGet(() -> Position.startOf(file));
  }

  private static Position position(String file, Mark mark) {
    return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** Ends the reading of one file. */
  private static final class BoundExceeded extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Position at;

    BoundExceeded(Position at) {
      super("bound exceeded", null, false, false);
      this.at = at;
    }
  }
}
