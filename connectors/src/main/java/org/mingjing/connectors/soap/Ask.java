package org.mingjing.connectors.soap;

import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLStreamException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.mingjing.connectors.SourceCall;
import org.mingjing.connectors.SourceSpec;
import org.mingjing.connectors.http.ToldHeaders;
import org.mingjing.connectors.template.RejectedAnswer;

/** Turns a call into the envelope posted to the department, and says the operation's action. */
final class Ask implements Processor {
  /** Where {@link Receive} finds the call. */
  static final String CALL = "mingjing.call";

  private final SourceSpec spec;
  private final Contract contract;
  private final ContentType type;

  Ask(SourceSpec spec, Contract contract) {
    this.spec = spec;
    this.contract = contract;
    ContentType plain = ContentType.create(contract.version().mediaType(), StandardCharsets.UTF_8);
    boolean inType = contract.version() == SoapVersion.SOAP_12 && !contract.action().isEmpty();
    this.type =
        inType ? plain.withParameters(new BasicNameValuePair("action", contract.action())) : plain;
  }

  @Override
  public void process(Exchange exchange) throws XMLStreamException, RejectedAnswer {
    Message message = exchange.getIn();
    SourceCall call = message.getBody(SourceCall.class);
    exchange.setProperty(CALL, call);
    message.setBody(new ByteArrayEntity(new Question(contract, spec, call).bytes(), type));
    ToldHeaders.tell(message, call.told());
    if (contract.version() == SoapVersion.SOAP_11) {
      message.setHeader(SoapHeaders.ACTION, '"' + contract.action() + '"');
    }
  }
}
