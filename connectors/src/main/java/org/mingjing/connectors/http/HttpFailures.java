package org.mingjing.connectors.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.mingjing.connectors.SourceAnswer.SourceFailure;
import org.mingjing.connectors.template.RejectedAnswer;

/**
 * What the exceptions of an HTTP exchange mean for a call; their messages are never passed on. For
 * the templates only.
 */
public final class HttpFailures {
  private HttpFailures() {}

  /** The failure; empty for a defect of ours. */
  public static Optional<SourceFailure> of(Exception exception) {
    return switch (exception) {
      case RejectedAnswer rejected -> Optional.of(SourceFailure.rejected(detail(rejected)));
      case ConnectionRequestTimeoutException busy ->
          Optional.of(SourceFailure.unavailable("all connections to the source are busy"));
      case InterruptedIOException timeout ->
          Optional.of(SourceFailure.timeout("the source took too long"));
      case SSLException tls ->
          Optional.of(SourceFailure.rejected("no secure connection to the source"));
      case ClientProtocolException protocol ->
          Optional.of(SourceFailure.rejected("the source broke HTTP"));
      case HttpException protocol -> Optional.of(SourceFailure.rejected("the source broke HTTP"));
      case IOException network ->
          Optional.of(SourceFailure.unavailable("the connection to the source failed"));
      default -> Optional.empty();
    };
  }

  private static String detail(RejectedAnswer rejected) {
    String detail = rejected.getMessage();
    return detail == null ? "the answer may not be used" : detail;
  }
}
