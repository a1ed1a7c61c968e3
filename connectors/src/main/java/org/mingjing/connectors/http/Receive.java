package org.mingjing.connectors.http;

import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.http.HttpConstants;
import org.mingjing.connectors.SourceAnswer;
import org.mingjing.connectors.SourceAnswer.Fetched;
import org.mingjing.connectors.SourceAnswer.SourceFailure;
import org.mingjing.connectors.SourceCall;
import org.mingjing.connectors.SourceSpec;

/** Turns a department's response into an answer, by its status and then by its body. */
final class Receive implements Processor {
  private final SourceSpec spec;

  Receive(SourceSpec spec) {
    this.spec = spec;
  }

  @Override
  public void process(Exchange exchange) throws IOException {
    int status = exchange.getMessage().getHeader(HttpConstants.HTTP_RESPONSE_CODE, int.class);
    SourceCall call = exchange.getProperty(Ask.CALL, SourceCall.class);
    Object body = exchange.getMessage().getBody();
    try (InputStream stream =
        body instanceof InputStream content ? content : InputStream.nullInputStream()) {
      exchange.getMessage().setBody(answer(status, call, stream));
    }
  }

  private SourceAnswer answer(int status, SourceCall call, InputStream body) throws IOException {
    return switch (status) {
      case 200 -> new Fetched(new AnswerParser(spec, call).parse(body));
      case 502, 503, 504 -> SourceFailure.unavailable("the source answered HTTP " + status);
      default -> SourceFailure.rejected("the source answered HTTP " + status);
    };
  }
}
