package org.mingjing.connectors.jdbc;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.mingjing.connectors.GroupCall;
import org.mingjing.connectors.SourceAnswer.Fetched;
import org.mingjing.connectors.SourceCall;
import org.mingjing.connectors.SourceKind;
import org.mingjing.connectors.SourceQuestion;
import org.mingjing.connectors.SourceSpec;
import org.mingjing.connectors.template.RejectedAnswer;

/**
 * Turns a call into a statement for the permitted columns and no more rows than one above the
 * limit, so that a surplus is noticed and not cut off. Names come from the catalogue, checked and
 * quoted; the key is bound.
 */
final class Ask implements Processor {
  /** Where the later steps find the call. */
  static final String CALL = "mingjing.call";

  private final SourceSpec spec;
  private final Dialect dialect;
  private final int limitMillis;
  private final String from;
  private final String key;
  private final String ofKey;

  Ask(SourceSpec spec, SourceKind.Table table, Dialect dialect) {
    this.spec = spec;
    this.dialect = dialect;
    this.limitMillis = Math.toIntExact(spec.limits().timeout().toMillis());
    this.key = dialect.quoted(spec.keyColumn());
    this.from =
        Stream.of(table.table().split("\\.", -1))
            .map(dialect::quoted)
            .collect(Collectors.joining(".", " from ", ""));
    this.ofKey =
        from
            + " where %s limit %d"
                .formatted(dialect.condition(key), spec.limits().maxRecords() + 1);
  }

  @Override
  public void process(Exchange exchange) throws RejectedAnswer {
    SourceQuestion question = exchange.getIn().getBody(SourceQuestion.class);
    exchange.setProperty(CALL, question);
    String select =
        switch (question) {
          case SourceCall call -> select(call);
          case GroupCall call -> select(call);
        };
    exchange.getIn().setBody(dialect.statement(select, question.told(), limitMillis));
  }

  /** The key is always selected, and first: {@link Receive} looks at whose rows they are. */
  private String select(SourceCall call) {
    StringBuilder sql = new StringBuilder(128).append("select ").append(key);
    for (String field : call.fields()) {
      String column = dialect.quoted(spec.column(field));
      SourceCall.Limit limit = call.limits().get(field);
      sql.append(", ")
          .append(
              limit == null || !dialect.comparesStrictly() ? column : comparison(column, limit));
    }
    return sql.append(ofKey).toString();
  }

  /** The fields that the database compares itself, so that their numbers do not leave it. */
  static Set<String> compared(SourceCall call, Dialect dialect) {
    return dialect.comparesStrictly() ? call.limits().keySet() : Set.of();
  }

  private static String comparison(String column, SourceCall.Limit limit) {
    String keeps = limit.atMost() ? "<=" : ">=";
    return "case when %1$s is null then null when %1$s %2$s %3$d then '%4$s' else '%5$s' end"
        .formatted(column, keeps, limit.bound(), Fetched.KEEPS, Fetched.BREAKS);
  }

  /** First the values of a group, then how many subjects it has, then the sums. */
  private String select(GroupCall call) {
    List<String> by = call.by().stream().map(spec::column).map(dialect::quoted).toList();
    StringBuilder sql =
        new StringBuilder(128)
            .append("select ")
            .append(String.join(", ", by))
            .append(", count(distinct ")
            .append(key)
            .append(')');
    for (String field : call.sums()) {
      sql.append(", sum(").append(dialect.quoted(spec.column(field))).append(')');
    }
    return sql.append(from)
        .append(" where ")
        .append(key)
        .append(" is not null group by ")
        .append(String.join(", ", by))
        .append(dialect.atMost())
        .toString();
  }
}
