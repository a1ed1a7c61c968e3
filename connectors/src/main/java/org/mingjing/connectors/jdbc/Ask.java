package org.mingjing.connectors.jdbc;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.mingjing.connectors.SourceCall;
import org.mingjing.connectors.SourceKind;
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
  private final String tail;

  Ask(SourceSpec spec, SourceKind.Table table, Dialect dialect) {
    this.spec = spec;
    this.dialect = dialect;
    this.limitMillis = Math.toIntExact(spec.limits().timeout().toMillis());
    this.tail =
        " from %s where %s limit %d"
            .formatted(
                Stream.of(table.table().split("\\.", -1))
                    .map(dialect::quoted)
                    .collect(Collectors.joining(".")),
                dialect.condition(dialect.quoted(spec.keyColumn())),
                spec.limits().maxRecords() + 1);
  }

  @Override
  public void process(Exchange exchange) throws RejectedAnswer {
    SourceCall call = exchange.getIn().getBody(SourceCall.class);
    exchange.setProperty(CALL, call);
    exchange.getIn().setBody(dialect.statement(select(call), call.told(), limitMillis));
  }

  /** The key is always selected, and first: {@link Receive} looks at whose rows they are. */
  private String select(SourceCall call) {
    StringBuilder sql =
        new StringBuilder(128).append("select ").append(dialect.quoted(spec.keyColumn()));
    for (String field : call.fields()) {
      sql.append(", ").append(dialect.quoted(spec.column(field)));
    }
    return sql.append(tail).toString();
  }
}
