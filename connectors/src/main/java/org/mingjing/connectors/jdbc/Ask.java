package org.mingjing.connectors.jdbc;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.mingjing.connectors.SourceCall;
import org.mingjing.connectors.SourceKind;
import org.mingjing.connectors.SourceSpec;

/**
 * Turns a call into a statement for the permitted columns and no more rows than one above the
 * limit, so that a surplus is noticed and not cut off. Names come from the catalogue, checked and
 * quoted; the key is bound.
 */
final class Ask implements Processor {
  /** Where the later steps find the call. */
  static final String CALL = "mingjing.call";

  private final SourceSpec spec;
  private final String tail;

  Ask(SourceSpec spec, SourceKind.Table table) {
    this.spec = spec;
    this.tail =
        " from %s where %s = ? limit %d"
            .formatted(
                Stream.of(table.table().split("\\.", -1))
                    .map(Ask::quoted)
                    .collect(Collectors.joining(".")),
                quoted(spec.keyColumn()),
                spec.limits().maxRecords() + 1);
  }

  @Override
  public void process(Exchange exchange) {
    SourceCall call = exchange.getIn().getBody(SourceCall.class);
    exchange.setProperty(CALL, call);
    exchange.getIn().setBody(statement(call));
  }

  /** The key is always selected, and first: {@link Receive} looks at whose rows they are. */
  private String statement(SourceCall call) {
    StringBuilder sql = new StringBuilder(128).append("select ").append(quoted(spec.keyColumn()));
    for (String field : call.fields()) {
      sql.append(", ").append(quoted(spec.column(field)));
    }
    return sql.append(tail).toString();
  }

  private static String quoted(String identifier) {
    return '"' + identifier + '"';
  }
}
