package org.mingjing.connectors;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a catalogued resource comes from. Everything that ends up in a statement or a path comes
 * from here, that is from the catalogue, and is checked to be a plain name.
 *
 * @param resource the resource's id
 * @param connection the name of a {@link ConnectionSettings}
 * @param keyField the field that selects the subject
 * @param columns the source's name of each field that may be asked, the key field included
 */
public record SourceSpec(
    String resource,
    String connection,
    SourceKind kind,
    String keyField,
    Map<String, String> columns,
    Limits limits) {
  private static final Pattern RESOURCE = Pattern.compile("[a-z0-9][a-z0-9.-]*");

  /** Refuses names that are not plain, and two fields of one column. */
  public SourceSpec {
    columns = Map.copyOf(columns);
    require(RESOURCE.matcher(resource).matches(), "resource", resource);
    require(columns.containsKey(keyField), "key field", keyField);
    require(Set.copyOf(columns.values()).size() == columns.size(), "columns of", resource);
    for (String column : columns.values()) {
      require(kind.columns().matcher(column).matches(), "column", column);
    }
  }

  private static void require(boolean holds, String what, String value) {
    if (!holds) {
      throw new IllegalArgumentException("bad " + what + " " + value);
    }
  }

  /** The source's name of a field that may be asked. */
  public String column(String field) {
    String column = columns.get(field);
    if (column == null) {
      throw new IllegalArgumentException(resource + " has no field " + field);
    }
    return column;
  }

  /** The source's name of the key field. */
  public String keyColumn() {
    return column(keyField);
  }
}
