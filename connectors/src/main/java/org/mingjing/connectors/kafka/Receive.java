package org.mingjing.connectors.kafka;

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

/** Turns the value of a record into an answer. */
final class Receive implements Processor {
  private final SourceSpec spec;

  Receive(SourceSpec spec) {
    this.spec = spec;
  }

  @Override
  public void process(Exchange exchange) throws RejectedAnswer {
    if (exchange.getMessage().getBody() instanceof byte[] value) {
      SourceCall call = exchange.getProperty(Find.CALL, SourceCall.class);
      exchange.getMessage().setBody(new Fetched(List.of(row(call, value))));
    }
  }

  private SourceRow row(SourceCall call, byte[] value) throws RejectedAnswer {
    if (value.length > spec.limits().maxBytes()) {
      throw new RejectedAnswer("the record is larger than the catalogue allows");
    }
    Map<String, @Nullable String> members = FlatObject.parse(value);
    String key = members.putIfAbsent(spec.keyColumn(), call.key());
    if (key != null && !key.equals(call.key())) {
      throw new RejectedAnswer("a record is of another subject");
    }
    return inOrder(call, members);
  }

  private SourceRow inOrder(SourceCall call, Map<String, @Nullable String> members) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String field : call.fields()) {
      String text = members.get(spec.column(field));
      if (text != null) {
        values.put(field, text);
      }
    }
    return new SourceRow(values);
  }
}
