package org.mingjing.connectors;

import java.util.regex.Pattern;

/** How a department holds a resource; each kind is served by one route template. */
public sealed interface SourceKind {
  /** A table or view, read by SQL; {@code table} may name its schema: {@code register.resident}. */
  record Table(String table) implements SourceKind {
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)?");

    /** Refuses what is no plain identifier: the name becomes part of a statement. */
    public Table {
      if (!NAME.matcher(table).matches()) {
        throw new IllegalArgumentException("not a table name: " + table);
      }
    }
  }

  /** A service that answers questions posted to {@code path} below the connection's base URL. */
  record HttpQuery(String path) implements SourceKind {
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_.~-]+)+");

    /** Refuses what is no plain path. */
    public HttpQuery {
      if (!PATH.matcher(path).matches() || path.contains("/..")) {
        throw new IllegalArgumentException("not a path: " + path);
      }
    }
  }
}
