package org.mingjing.connectors.http;

import java.io.ByteArrayOutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.mingjing.connectors.SourceCall;
import org.mingjing.connectors.SourceSpec;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Turns a call into the question posted to the department: {@code
 * {"key":{"id_number":"…"},"fields":["plate"],"limit":2}}. It asks for one record more than is
 * allowed, so that a surplus is noticed and not cut off.
 */
final class Ask implements Processor {
  /** Where {@link Receive} finds the call. */
  static final String CALL = "mingjing.call";

  private static final JsonFactory JSON = new JsonFactory();
  private final SourceSpec spec;

  Ask(SourceSpec spec) {
    this.spec = spec;
  }

  @Override
  public void process(Exchange exchange) {
    Message message = exchange.getIn();
    SourceCall call = message.getBody(SourceCall.class);
    exchange.setProperty(CALL, call);
    message.setBody(new ByteArrayEntity(question(call), ContentType.APPLICATION_JSON));
    ToldHeaders.tell(message, call.told());
  }

  private byte[] question(SourceCall call) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      json.writeName("key").writeStartObject();
      json.writeName(spec.keyColumn()).writeString(call.key());
      json.writeEndObject();
      json.writeName("fields").writeStartArray();
      for (String field : call.fields()) {
        json.writeString(spec.column(field));
      }
      json.writeEndArray();
      json.writeName("limit").writeNumber(spec.limits().maxRecords() + 1);
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }
}
