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

  /**
   * An operation of a SOAP 1.1 or 1.2 web service, document/literal, as its WSDL describes it; it
   * is posted to the connection's base URL, whatever address the WSDL names. Paths are local names
   * below the element of the request or response, joined by {@code /}.
   *
   * @param wsdls the folder that holds the WSDL and whatever it imports
   * @param wsdl its file name in that folder
   * @param binding which of the WSDL's bindings; needed only where several have the operation
   * @param key path of the element that takes the key
   * @param records path of the element that is one record; its children are the columns
   * @param fields path of the element that takes the names of the columns asked for, repeated; the
   *     key's column is always among them
   */
  record SoapOperation(
      Path wsdls,
      String wsdl,
      Optional<String> binding,
      String operation,
      String key,
      String records,
      Optional<String> fields)
      implements SourceKind {
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
    private static final Pattern PATH =
        Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*(/[A-Za-z_][A-Za-z0-9_.-]*){0,7}");

    /** Refuses what is no plain name, or no path of 1 to 8 of them. */
    public SoapOperation {
      require(FILE, "file name of a WSDL", wsdl);
      binding.ifPresent(name -> require(NAME, "name of a binding", name));
      require(NAME, "name of an operation", operation);
      require(PATH, "path of elements", key);
      require(PATH, "path of elements", records);
      fields.ifPresent(path -> require(PATH, "path of elements", path));
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
