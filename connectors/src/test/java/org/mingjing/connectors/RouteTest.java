package org.mingjing.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mingjing.connectors.SourceAnswer.Fetched;
import org.mingjing.connectors.SourceAnswer.SourceFailure;
import org.mingjing.connectors.template.SourceTemplate;
import org.slf4j.LoggerFactory;

/** What a route makes of a defect in a template. */
class RouteTest {
  private static final String KEY = "11010519491231002X";
  private static final SourceSpec SPEC =
      new SourceSpec(
          "dept.register",
          "dept",
          new SourceKind.Table("t"),
          "id",
          Map.of("id", "id_number"),
          new Limits(1, 1_000, Duration.ofSeconds(20)));

  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private @Nullable CamelContext context;
  private boolean repeats = true;

  @BeforeEach
  void listen() {
    logged.start();
    root().addAppender(logged);
  }

  @AfterEach
  void stop() {
    root().detachAppender(logged);
    if (context != null) {
      context.stop();
    }
  }

  @Test
  void an_exception_that_nobody_expected_is_a_failure_and_one_line_without_content() {
    Route route =
        route(exchange -> {
          throw new IllegalStateException("outer " + KEY, new NumberFormatException(KEY));
        });
    assertDefect(route.fetch(call("id")));
    assertThat(logged.list.getLast().getFormattedMessage())
        .contains(TestTold.CALL_ID, "dept.register", "IllegalStateException at ", "RouteTest")
        .contains("NumberFormatException at ");
  }

  @Test
  void a_route_that_leaves_no_answer_is_a_failure_too() {
    assertDefect(route(exchange -> {}).fetch(call("id")));
    assertDefect(route(exchange -> exchange.getMessage().setBody(null)).fetch(call("id")));
  }

  @Test
  void an_unknown_field_stays_a_mistake_of_the_caller() {
    Route route = route(exchange -> {});
    assertThatThrownBy(() -> route.fetch(call("name")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void causes_that_run_in_a_circle_come_to_an_end() {
    Exception outer = new IllegalStateException();
    outer.initCause(new IllegalStateException(outer));
    assertThat(Route.whereabouts(outer)).hasSizeLessThan(5_000);
  }

  @Test
  void a_question_whose_connection_broke_is_put_once_more_where_that_does_no_harm() {
    AtomicInteger asked = new AtomicInteger();
    Processor broken =
        exchange -> {
          asked.incrementAndGet();
          throw new ConnectException();
        };
    SourceFailure failure = SourceFailure.unavailable("the connection broke");

    assertThat(route(broken).fetch(call("id"))).isEqualTo(failure);
    assertThat(asked.getAndSet(0)).as("harmless").isEqualTo(2);

    repeats = false;
    assertThat(route(broken).fetch(call("id"))).isEqualTo(failure);
    assertThat(asked.getAndSet(0)).as("perhaps not").isEqualTo(1);

    repeats = true;
    Processor slow =
        exchange -> {
          Thread.sleep(2_100);
          broken.process(exchange);
        };
    assertThat(route(slow).fetch(call("id"))).isEqualTo(failure);
    assertThat(asked.get()).as("there is no time left to speak of").isEqualTo(1);
  }

  @Test
  void an_answer_that_came_at_the_second_attempt_is_one() {
    AtomicInteger asked = new AtomicInteger();
    Route route =
        route(exchange -> {
          if (asked.incrementAndGet() == 1) {
            throw new ConnectException();
          }
          exchange.getMessage().setBody(new Fetched(List.of()));
        });

    assertThat(route.fetch(call("id"))).isEqualTo(new Fetched(List.of()));
  }

  private void assertDefect(SourceAnswer answer) {
    assertThat(answer)
        .isEqualTo(
            SourceFailure.rejected("the connector failed unexpectedly; its log has the place"));
    assertThat(logged.list)
        .filteredOn(event -> event.getLoggerName().equals(Route.class.getName()))
        .hasSize(1);
    assertThat(logged.list)
        .allSatisfy(event -> {
          assertThat(event.getFormattedMessage()).doesNotContain(KEY, "\n");
          assertThat(event.getThrowableProxy()).isNull();
        });
  }

  private Route route(Processor step) {
    if (context != null) {
      context.stop();
    }
    CamelContext fresh = PlainContext.start(List.of());
    context = fresh;
    logged.list.clear();
    return Route.of(
        fresh,
        "dept.register~1",
        SPEC,
        new OneStep(step, repeats),
        new Guard("dept", Protection.USUAL));
  }

  private static SourceCall call(String field) {
    return new SourceCall("dept.register", List.of(field), KEY, TestTold.told());
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  /** A kind of source that foresees nothing. */
  private record OneStep(Processor step, boolean repeats) implements SourceTemplate {
    @Override
    public void add(CamelContext context, String name, SourceSpec spec) {
      try {
        context.addRoutes(
            new RouteBuilder() {
              @Override
              public void configure() {
                from(SourceTemplate.endpoint(name)).errorHandler(noErrorHandler()).process(step);
              }
            });
      } catch (Exception e) { // addRoutes declares no narrower type
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void forget(CamelContext context, String name) {}

    @Override
    public Optional<SourceFailure> failure(Exception exception) {
      return exception instanceof ConnectException
          ? Optional.of(SourceFailure.unavailable("the connection broke"))
          : Optional.empty();
    }

    @Override
    public boolean mayRepeat(SourceSpec spec) {
      return repeats;
    }

    @Override
    public void close() {}
  }
}
