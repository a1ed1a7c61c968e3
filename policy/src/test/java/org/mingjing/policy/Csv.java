package org.mingjing.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small reader of quoted CSV, for the registry as it was drafted. */
final class Csv {

  static final Path DEPARTMENTS = TestPolicies.RESOURCES.resolve("registry/departments.csv");
  static final Path NEGATIVE_LIST = TestPolicies.RESOURCES.resolve("registry/negative-list.csv");

  private Csv() {}

  /** The rows by column. */
  static List<Map<String, String>> read(Path file) throws IOException {
    List<List<String>> lines = Files.readAllLines(file).stream().map(Csv::cells).toList();
    return lines.stream().skip(1).map(cells -> row(lines.getFirst(), cells)).toList();
  }

  private static Map<String, String> row(List<String> names, List<String> cells) {
    if (cells.size() != names.size()) {
      throw new AssertionError("a row has " + cells.size() + " cells: " + cells);
    }
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      row.put(names.get(i), cells.get(i));
    }
    return row;
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
