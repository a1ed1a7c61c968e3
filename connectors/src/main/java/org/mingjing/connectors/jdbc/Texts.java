package org.mingjing.connectors.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.component.sql.RowMapperFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** Reads each row as a list of texts, null where the column is null. */
final class Texts implements RowMapperFactory {
  private final int maxBytes;

  Texts(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public RowMapper<?> newColumnRowMapper() {
    return new Mapper();
  }

  @Override
  public RowMapper<?> newBeanRowMapper(Class<?> type) {
    throw new UnsupportedOperationException("rows are read as texts");
  }

  /** Made anew for each result, so that it can count what the whole result holds. */
  private final class Mapper implements RowMapper<List<@Nullable String>> {
    private long characters;

    @Override
    public List<@Nullable String> mapRow(ResultSet rows, int rowNumber) throws SQLException {
      @Nullable String[] texts = new @Nullable String[rows.getMetaData().getColumnCount()];
      for (int i = 0; i < texts.length; i++) {
        texts[i] = text(rows, i + 1);
        characters += texts[i] == null ? 0 : texts[i].length();
      }
      if (characters > maxBytes) {
        throw new SQLException("the answer is larger than the catalogue allows", REFUSED_BY_US);
      }
      return Arrays.asList(texts);
    }
  }

  /** An SQLSTATE of our own (class values from I on are free for that), for {@link SqlFailures}. */
  static final String REFUSED_BY_US = "MJ001";

  private static @Nullable String text(ResultSet rows, int column) throws SQLException {
    return switch (rows.getObject(column)) {
      case null -> null;
      case String text -> text;
      case Byte number -> number.toString();
      case Short number -> number.toString();
      case Integer number -> number.toString();
      case Long number -> number.toString();
      case BigInteger number -> number.toString();
      case BigDecimal number -> number.toPlainString();
      case Boolean truth -> truth.toString();
      case Date date -> date.toLocalDate().toString();
      case Timestamp instant when hasNoZone(rows, column) -> localDateTime(rows, column);
      default -> throw new SQLException("a column is of a type that is not served", REFUSED_BY_US);
    };
  }

  /** What else comes as a Timestamp depends on the time zone of a session. */
  private static boolean hasNoZone(ResultSet rows, int column) throws SQLException {
    return rows.getMetaData().getColumnTypeName(column).equals("DATETIME");
  }

  /** Not by way of the Timestamp, which knows no hour that the clocks of its zone left out. */
  private static @Nullable String localDateTime(ResultSet rows, int column) throws SQLException {
    LocalDateTime time = rows.getObject(column, LocalDateTime.class);
    return time == null ? null : DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
  }
}
