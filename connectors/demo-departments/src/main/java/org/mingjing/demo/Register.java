package org.mingjing.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.sql.DataSource;
import tools.jackson.core.JsonGenerator;

/**
 * A table that a department serves over HTTP. It selects the columns asked for and nothing else;
 * the statement of each set of columns is made once.
 */
final class Register {
  private final String department;
  private final String table;
  private final List<String> columns;
  private final Map<String, String> types;
  private final AtomicReferenceArray<Plan> plans;

  Register(String department, Table table) {
    this.department = department;
    this.table = table.name();
    this.types = table.types();
    this.columns = List.copyOf(types.keySet());
    this.plans = new AtomicReferenceArray<>(1 << columns.size());
  }

  private record Plan(String sql, List<String> columns) {}

  String department() {
    return department;
  }

  String key() {
    return columns.getFirst();
  }

  /** Marks a column in the set of those asked for. */
  int with(int asked, String column) throws BadQuestion {
    int index = columns.indexOf(column);
    if (index < 0) {
      throw new BadQuestion("unknown field");
    }
    return asked | 1 << index;
  }

  /** Writes the rows found as the members of an array of records. */
  void write(DataSource source, Question question, JsonGenerator to) throws SQLException {
    Plan plan = plan(question.asked() | 1);
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement(plan.sql())) {
      statement.setString(1, question.key());
      statement.setInt(2, question.limit());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          write(rows, plan, to);
        }
      }
    }
  }

  private void write(ResultSet rows, Plan plan, JsonGenerator to) throws SQLException {
    to.writeStartObject();
    for (int i = 0; i < plan.columns().size(); i++) {
      String column = plan.columns().get(i);
      String value = rows.getString(i + 1);
      to.writeName(column);
      if (rows.wasNull()) {
        to.writeNull();
      } else {
        write(value, types.getOrDefault(column, "text"), to);
      }
    }
    to.writeEndObject();
  }

  private static void write(String value, String type, JsonGenerator to) {
    if (type.equals("boolean")) {
      to.writeBoolean(value.equals("t"));
    } else if (type.equals("integer") || type.startsWith("numeric")) {
      to.writeNumber(value);
    } else {
      to.writeString(value);
    }
  }

  private Plan plan(int asked) {
    Plan known = plans.get(asked);
    if (known != null) {
      return known;
    }
    List<String> selected =
        columns.stream().filter(column -> (asked & 1 << columns.indexOf(column)) != 0).toList();
    String sql =
        "select %s from %s where %s = ? limit ?"
            .formatted(String.join(", ", selected), table, key());
    Plan plan = new Plan(sql, selected);
    plans.set(asked, plan);
    return plan;
  }
}
