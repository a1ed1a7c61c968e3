package org.mingjing.connectors.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.mingjing.connectors.Limits;
import org.mingjing.connectors.template.RejectedAnswer;

/**
 * Holds each exchange of a client to its limits. A connection goes back to the pool only when its
 * answer was read to the end; in every other case it is closed, since HttpClient would first read
 * what is left, be it gigabytes or a byte an hour.
 */
final class Bounds implements ExecChainHandler {
  private final Limits limits;
  private final Deadlines deadlines;

  Bounds(Limits limits, Deadlines deadlines) {
    this.limits = limits;
    this.deadlines = deadlines;
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    if (!(scope.originalRequest instanceof Cancellable call)) {
      throw new IllegalStateException("a request that cannot be ended has no deadline");
    }
    Deadlines.Ticket ticket = deadlines.start(call, limits.timeout());
    boolean open = false;
    try {
      ClassicHttpResponse response = chain.proceed(request, scope);
      if (response.containsHeader(HttpHeaders.CONTENT_ENCODING)) {
        // None was offered; and a small answer must not become a large one after it was counted.
        throw new RejectedAnswer("the answer is compressed");
      }
      HttpEntity entity = response.getEntity();
      if (entity != null) {
        response.setEntity(new BoundedEntity(entity, ticket));
        open = true;
      }
      return response;
    } catch (IOException e) {
      throw explained(e, ticket);
    } finally {
      if (!open) {
        ticket.done();
      }
    }
  }

  private static IOException explained(IOException e, Deadlines.Ticket ticket) {
    if (!ticket.overdue() || e instanceof RejectedAnswer) {
      return e;
    }
    SocketTimeoutException overdue = new SocketTimeoutException("overdue");
    overdue.initCause(e);
    return overdue;
  }

  /** An entity whose one stream is bounded. */
  private final class BoundedEntity extends HttpEntityWrapper {
    private final BoundedStream stream;

    BoundedEntity(HttpEntity entity, Deadlines.Ticket ticket) throws IOException {
      super(entity);
      this.stream = new BoundedStream(entity.getContent(), ticket);
    }

    @Override
    public InputStream getContent() {
      return stream;
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }

  private final class BoundedStream extends InputStream {
    private final InputStream from;
    private final Deadlines.Ticket ticket;
    private int left = limits.maxBytes();
    private boolean ended;
    private boolean closed;

    BoundedStream(InputStream from, Deadlines.Ticket ticket) {
      this.from = from;
      this.ticket = ticket;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      try {
        return counted(from.read(into, offset, length));
      } catch (IOException e) {
        throw explained(e, ticket);
      }
    }

    private int counted(int read) throws IOException {
      if (ticket.overdue()) {
        throw new SocketTimeoutException("overdue");
      }
      if (read < 0) {
        ended = true;
        return read;
      }
      if (read > left) {
        throw new RejectedAnswer("the answer is larger than the catalogue allows");
      }
      left -= read;
      return read;
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      if (ended) {
        ticket.done();
        from.close();
      } else {
        ticket.abort();
      }
    }
  }
}
