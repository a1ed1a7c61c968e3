package org.mingjing.connectors.soap;

import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.http.HttpConstants;
import org.apache.hc.core5.http.ContentType;
import org.jspecify.annotations.Nullable;
import org.mingjing.connectors.SourceAnswer;
import org.mingjing.connectors.SourceAnswer.Fetched;
import org.mingjing.connectors.SourceAnswer.SourceFailure;
import org.mingjing.connectors.SourceCall;
import org.mingjing.connectors.SourceSpec;
import org.mingjing.connectors.template.RejectedAnswer;

/** Turns a department's response into an answer: by its status, its type, and then its body. */
final class Receive implements Processor {
  private final SourceSpec spec;
  private final Contract contract;

  Receive(SourceSpec spec, Contract contract) {
    this.spec = spec;
    this.contract = contract;
  }

  @Override
  public void process(Exchange exchange) throws IOException {
    int status = exchange.getMessage().getHeader(HttpConstants.HTTP_RESPONSE_CODE, int.class);
    Object type = exchange.getMessage().getHeader(Exchange.CONTENT_TYPE);
    SourceCall call = exchange.getProperty(Ask.CALL, SourceCall.class);
    Object body = exchange.getMessage().getBody();
    try (InputStream stream =
        body instanceof InputStream content ? content : InputStream.nullInputStream()) {
      exchange.getMessage().setBody(answer(status, type, call, stream));
    }
  }

  /** Faults come with 500 in SOAP 1.1 and with 400 or 500 in SOAP 1.2; their text stays unread. */
  private SourceAnswer answer(int status, @Nullable Object type, SourceCall call, InputStream body)
      throws IOException {
    return switch (status) {
      case 200 -> {
        checkType(type);
        yield new Fetched(new AnswerReader(contract, spec, call).read(body));
      }
      case 502, 503, 504 -> SourceFailure.unavailable("the source answered HTTP " + status);
      default -> SourceFailure.rejected("the source answered HTTP " + status);
    };
  }

  /** Attachments come as {@code multipart/related}, and are refused with all other types. */
  private void checkType(@Nullable Object header) throws RejectedAnswer {
    ContentType type = header instanceof String text ? ContentType.parseLenient(text) : null;
    String expected = contract.version().mediaType();
    if (type == null || !expected.equalsIgnoreCase(type.getMimeType())) {
      throw new RejectedAnswer("the answer is not of the type " + expected);
    }
    String charset = type.getParameter("charset");
    if (charset != null && !charset.equalsIgnoreCase("utf-8")) {
      throw new RejectedAnswer("the answer is not in UTF-8");
    }
  }
}
