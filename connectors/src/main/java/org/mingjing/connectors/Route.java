package org.mingjing.connectors;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Producer;
import org.jspecify.annotations.Nullable;
import org.mingjing.connectors.SourceAnswer.Counted;
import org.mingjing.connectors.SourceAnswer.Fetched;
import org.mingjing.connectors.SourceAnswer.SourceFailure;
import org.mingjing.connectors.template.SourceTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one resource. Every way ends in an answer: by the time it is taken, the exchange has
 * recorded that the call was opened, and an exception would leave the record without its end.
 */
record Route(
    String name,
    SourceSpec spec,
    SourceTemplate template,
    Guard guard,
    Endpoint endpoint,
    Producer producer) {
  private static final Logger LOG = LoggerFactory.getLogger(Route.class);

  private static final SourceFailure UNREADABLE =
      SourceFailure.rejected("a value holds control characters or unpaired surrogates");

  /** More causes than any real exception has; a chain of causes may run in a circle. */
  private static final int MAX_CAUSES = 10;

  /** The part of the time limit after which nothing is repeated. */
  private static final int QUICK = 10;

  static Route of(
      CamelContext context, String name, SourceSpec spec, SourceTemplate template, Guard guard) {
    template.add(context, name, spec);
    // Not to wait half a minute for a route that was stopped.
    Endpoint endpoint = context.getEndpoint(SourceTemplate.endpoint(name) + "?block=false");
    try {
      Producer producer = endpoint.createProducer();
      producer.start();
      return new Route(name, spec, template, guard, endpoint, producer);
    } catch (Exception e) { // createProducer declares no narrower type
      throw new IllegalStateException("cannot reach the route of " + spec.resource(), e);
    }
  }

  /** Takes the route out of its context; calls that are on it end first. */
  void remove(CamelContext context) {
    try {
      producer.stop();
      context.getRouteController().stopRoute(name);
      context.removeRoute(name);
      template.forget(context, name);
    } catch (Exception e) { // stopRoute and removeRoute declare no narrower type
      LOG.warn("the route of {} stays, unused: {}", spec.resource(), whereabouts(e));
    }
  }

  /**
   * Asks the source.
   *
   * @throws IllegalArgumentException if a field is not one of the resource's, or the source cannot
   *     count and is to
   */
  SourceAnswer fetch(SourceQuestion call) {
    call.fields().forEach(spec::column);
    if (call instanceof GroupCall && !template.counts()) {
      throw new IllegalArgumentException(spec.resource() + " is of a source that cannot count");
    }
    return guard.call(() -> ask(call));
  }

  private SourceAnswer ask(SourceQuestion call) {
    long start = System.nanoTime();
    Exchange message = message(call);
    Exception failure = run(message);
    if (failure != null && mayRepeat(failure, System.nanoTime() - start)) {
      message = message(call);
      failure = run(message);
    }
    return answer(call, message, failure);
  }

  private Exchange message(SourceQuestion call) {
    Exchange message = endpoint.createExchange(ExchangePattern.InOut);
    message.getIn().setBody(call);
    return message;
  }

  /**
   * A connection that broke under a question is often one that the department closed while it lay
   * in the pool. Once more, at once, if asking twice does no harm and there is time.
   */
  private boolean mayRepeat(Exception failure, long nanos) {
    return template.mayRepeat(spec)
        && nanos < spec.limits().timeout().toNanos() / QUICK
        && template
            .failure(failure)
            .filter(known -> known.kind() == SourceFailure.Kind.UNAVAILABLE)
            .isPresent();
  }

  private SourceAnswer answer(SourceQuestion call, Exchange message, @Nullable Exception failure) {
    if (failure != null) {
      return template.failure(failure).orElseGet(() -> unexpected(call, failure));
    }
    return message.getMessage().getBody() instanceof SourceAnswer answer
        ? readable(answer)
        : unexpected(call, new IllegalStateException("the route left no answer"));
  }

  private @Nullable Exception run(Exchange message) {
    try {
      producer.process(message);
      return message.getException();
    } catch (Exception e) { // what a Camel producer may throw is not narrower
      return e;
    }
  }

  private static SourceAnswer readable(SourceAnswer answer) {
    return switch (answer) {
      case Fetched fetched when !fetched.rows().stream().allMatch(SourceRow::readable) ->
          UNREADABLE;
      case Fetched fetched -> fetched;
      case Counted counted when !counted.groups().stream().allMatch(SourceGroup::readable) ->
          UNREADABLE;
      case Counted counted -> counted;
      case SourceFailure failure -> failure;
    };
  }

  private static SourceFailure unexpected(SourceQuestion call, Exception defect) {
    LOG.error(
        "call {} to {} failed unexpectedly: {}",
        call.told().callId(),
        call.resource(),
        whereabouts(defect));
    return SourceFailure.rejected("the connector failed unexpectedly; its log has the place");
  }

  /** Types and places only: the messages of exceptions may hold keys and values. */
  static String whereabouts(Throwable defect) {
    List<String> places = new ArrayList<>();
    Throwable at = defect;
    while (at != null && places.size() < MAX_CAUSES) {
      StackTraceElement[] trace = at.getStackTrace();
      places.add(at.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]));
      at = at.getCause();
    }
    return String.join(", by ", places);
  }
}
