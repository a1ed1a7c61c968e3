package org.mingjing.connectors;

import java.util.regex.Pattern;

/** How a department holds a resource; each kind is served by one route template. */
public sealed interface SourceKind {
  /** What a connection of this kind is set by. */
  Class<? extends ConnectionSettings> connection();

  /** What the source's name of a field may look like. */
  Pattern columns();

  /** A table or view, read by SQL; {@code table} may name its schema: {@code register.resident}. */
  record Table(String table) implements SourceKind {
    private static final Pattern COLUMN = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)?");

    /** Refuses what is no plain identifier: the name becomes part of a statement. */
    public Table {
      if (!NAME.matcher(table).matches()) {
        throw new IllegalArgumentException("not a table name: " + table);
      }
    }

    @Override
    public Class<? extends ConnectionSettings> connection() {
      return JdbcSettings.class;
    }

    @Override
    public Pattern columns() {
      return COLUMN;
    }
  }

  /** A service that answers questions posted to {@code path} below the connection's base URL. */
  record HttpQuery(String path) implements SourceKind {
    private static final Pattern MEMBER = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_.~-]+)+");

    /** Refuses what is no plain path. */
    public HttpQuery {
      if (!PATH.matcher(path).matches() || path.contains("/..")) {
        throw new IllegalArgumentException("not a path: " + path);
      }
    }

    @Override
    public Class<? extends ConnectionSettings> connection() {
      return HttpSettings.class;
    }

    @Override
    public Pattern columns() {
      return MEMBER;
    }
  }

  /** A compacted Kafka topic whose records are JSON objects under the subject's key. */
  record KeyedTopic(String topic) implements SourceKind {
    private static final Pattern MEMBER = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
    private static final Pattern TOPIC = Pattern.compile("(?!\\.\\.?$)[A-Za-z0-9._-]{1,249}");

    /** Refuses what is no name of a topic. */
    public KeyedTopic {
      if (!TOPIC.matcher(topic).matches()) {
        throw new IllegalArgumentException("not a topic: " + topic);
      }
    }

    @Override
    public Class<? extends ConnectionSettings> connection() {
      return KafkaSettings.class;
    }

    @Override
    public Pattern columns() {
      return MEMBER;
    }
  }
}
