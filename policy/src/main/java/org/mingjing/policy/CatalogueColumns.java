package org.mingjing.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Refuses other categories for a column that another resource carries already: through the resource
 * with the weaker ones, what the stricter ones withhold would leave.
 */
final class CatalogueColumns {

  private static final String TABLE = "table";
  private static final String OPERATION = "operation";

  private record Column(String type, String connection, String holder, String name) {}

  private record Use(Source source, ResourceId resource, Field field, Position at) {}

  private final Faults faults;
  private final Map<Column, List<Use>> uses = new HashMap<>();

  CatalogueColumns(Faults faults) {
    this.faults = faults;
  }

  /** Takes what was read without a fault. */
  void add(Source source, ResourceId resource, Field field, Position at) {
    Use use = new Use(source, resource, field, at);
    List<Use> others = uses.computeIfAbsent(column(use), column -> new ArrayList<>());
    others.stream()
        .filter(other -> !other.resource().equals(resource))
        .filter(other -> mayBeOne(other.source().settings(), source.settings()))
        .filter(other -> !categories(other).equals(categories(use)))
        .findFirst()
        .ifPresent(other -> otherCategories(use, other));
    others.add(use);
  }

  private static Column column(Use use) {
    Source source = use.source();
    return new Column(
        source.type(), source.connection(), holder(source), use.field().sourceColumn());
  }

  /**
   * By the table without its schema, which may be written or left to the connection; by the records
   * of an operation, which a service may offer at several ports and paths.
   */
  private static String holder(Source source) {
    Map<String, String> settings = source.settings();
    return settings.containsKey(OPERATION)
        ? settings.get(OPERATION) + " " + settings.get("records")
        : settings.entrySet().stream()
            .map(setting -> setting.getKey().equals(TABLE) ? bare(setting) : setting.getValue())
            .collect(Collectors.joining());
  }

  private static String bare(Map.Entry<String, String> table) {
    return table.getValue().substring(table.getValue().indexOf('.') + 1);
  }

  private static boolean mayBeOne(Map<String, String> one, Map<String, String> other) {
    return one.equals(other) || !schemaWritten(one) || !schemaWritten(other);
  }

  private static boolean schemaWritten(Map<String, String> settings) {
    return settings.getOrDefault(TABLE, "").contains(".");
  }

  private static Set<CategoryCode> categories(Use use) {
    return Set.copyOf(use.field().categories());
  }

  private void otherCategories(Use use, Use other) {
    String column = use.field().sourceColumn();
    String place = other.resource() + "." + other.field().name();
    String where = other.at().file() + ":" + other.at().line();
    faults.admission(
        use.at(),
        "shared-column",
        "来源的列 "
            + column
            + " 在字段 "
            + place
            + "（"
            + where
            + "）的分类是 "
            + told(other)
            + "，在此是 "
            + told(use)
            + "；同一列的分类必须相同，请改正其一",
        "column "
            + column
            + " of the source is "
            + told(other)
            + " as field "
            + place
            + " ("
            + where
            + ") and "
            + told(use)
            + " here; a column has the same categories everywhere: correct one of them");
  }

  private static String told(Use use) {
    return use.field().open()
        ? "open"
        : use.field().categories().stream()
            .map(CategoryCode::value)
            .sorted()
            .collect(Collectors.joining(", "));
  }
}
