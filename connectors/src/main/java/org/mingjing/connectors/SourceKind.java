package org.mingjing.connectors;

import java.nio.file.Path;
import java.util.Optional;
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
      requirePath(path);
    }

    private static void requirePath(String path) {
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

  /**
   * An operation of a SOAP 1.1 or 1.2 web service, document/literal, as its WSDL describes it.
   *
   * @param port the WSDL's port that has the operation
   * @param path where it is posted below the connection's base URL, whatever address the WSDL names
   * @param safe whether the department says that it only reads, so that asking twice does no harm
   */
  record SoapOperation(WsdlPort port, String path, String operation, boolean safe, Mapping mapping)
      implements SourceKind {
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.-]*");
    private static final Pattern PATH = Pattern.compile(NAME + "(/" + NAME + "){0,7}");

    /** Refuses what is no plain path or name. */
    public SoapOperation {
      HttpQuery.requirePath(path);
      require(NAME, "name of an operation", operation);
    }

    /**
     * Where a WSDL says how a service is asked.
     *
     * @param folder holds the WSDL and whatever it imports; nothing else is read
     * @param wsdl its file name in that folder
     */
    public record WsdlPort(Path folder, String wsdl, String service, String port) {
      /** Refuses what is no plain name. */
      public WsdlPort {
        require(FILE, "file name of a WSDL", wsdl);
        require(NAME, "name of a service", service);
        require(NAME, "name of a port", port);
      }
    }

    /**
     * Paths of elements: local names below the element of the request or response, joined by {@code
     * /}.
     *
     * @param key of the element that takes the key
     * @param records of the element that is one record; its children are the columns
     * @param fields of the element that takes the names of the columns asked for, repeated; the
     *     key's column is always among them
     */
    public record Mapping(String key, String records, Optional<String> fields) {
      /** Refuses what is no path of 1 to 8 plain names. */
      public Mapping {
        require(PATH, "path of elements", key);
        require(PATH, "path of elements", records);
        fields.ifPresent(path -> require(PATH, "path of elements", path));
      }
    }

    private static void require(Pattern pattern, String what, String value) {
      if (!pattern.matcher(value).matches()) {
        throw new IllegalArgumentException("not a " + what + ": " + value);
      }
    }

    @Override
    public Class<? extends ConnectionSettings> connection() {
      return HttpSettings.class;
    }

    @Override
    public Pattern columns() {
      return NAME;
    }
  }
}
