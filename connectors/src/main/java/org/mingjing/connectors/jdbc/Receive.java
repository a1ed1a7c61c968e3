package org.mingjing.connectors.jdbc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.mingjing.connectors.SourceAnswer.Fetched;
import org.mingjing.connectors.SourceCall;
import org.mingjing.connectors.SourceRow;
import org.mingjing.connectors.SourceSpec;
import org.mingjing.connectors.template.RejectedAnswer;

/**
 * Turns the rows into an answer. A row of another key spoils it: a database may compare by a
 * collation for which two keys are alike.
 */
final class Receive implements Processor {
  private final SourceSpec spec;

  Receive(SourceSpec spec) {
    this.spec = spec;
  }

  @Override
  public void process(Exchange exchange) throws RejectedAnswer {
    SourceCall call = exchange.getProperty(Ask.CALL, SourceCall.class);
    @SuppressWarnings("unchecked") // what Texts makes
    List<List<@Nullable String>> found =
        (List<List<@Nullable String>>) exchange.getMessage().getBody();
    exchange.getMessage().setBody(new Fetched(rows(call, found)));
  }

  private List<SourceRow> rows(SourceCall call, List<List<@Nullable String>> found)
      throws RejectedAnswer {
    if (found.size() > spec.limits().maxRecords()) {
      throw new RejectedAnswer("more records than the catalogue allows");
    }
    List<SourceRow> rows = new ArrayList<>(found.size());
    for (List<@Nullable String> texts : found) {
      if (!call.key().equals(texts.getFirst())) {
        throw new RejectedAnswer("a record is of another subject");
      }
      rows.add(row(call.fields(), texts));
    }
    return rows;
  }

  private static SourceRow row(List<String> fields, List<@Nullable String> texts) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      String text = texts.get(i + 1);
      if (text != null) {
        values.put(fields.get(i), text);
      }
    }
    return new SourceRow(values);
  }
}
