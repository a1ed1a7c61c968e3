package org.mingjing.exchange.operations;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.mingjing.connectors.SourceHealth;

/** How the departments' systems do, a sample for each connection. */
record SourceMetrics(Supplier<List<SourceHealth>> health) implements MeterBinder {
  @Override
  public void bindTo(MeterRegistry meters) {
    for (SourceHealth one : health.get()) {
      String connection = one.connection();
      Gauge.builder("mingjing.source.running", this, of(connection, SourceHealth::running))
          .description("Calls under way to a department's system")
          .tag("connection", connection)
          .register(meters);
      Gauge.builder("mingjing.source.resting", this, of(connection, SourceMetrics::resting))
          .description("1 while it is left alone since too many calls failed")
          .tag("connection", connection)
          .register(meters);
      calls(meters, connection, "answered", SourceHealth::answered);
      calls(meters, connection, "failed", SourceHealth::failed);
      calls(meters, connection, "refused", SourceHealth::refused);
    }
  }

  private static double resting(SourceHealth health) {
    return health.state() == SourceHealth.State.RESTING ? 1 : 0;
  }

  private void calls(
      MeterRegistry meters,
      String connection,
      String outcome,
      ToDoubleFunction<SourceHealth> number) {
    FunctionCounter.builder("mingjing.source.calls", this, of(connection, number))
        .description("Calls to a department's system by what came of them")
        .tag("connection", connection)
        .tag("outcome", outcome)
        .register(meters);
  }

  private static ToDoubleFunction<SourceMetrics> of(
      String connection, ToDoubleFunction<SourceHealth> number) {
    return metrics ->
        metrics.health().get().stream()
            .filter(one -> one.connection().equals(connection))
            .mapToDouble(number)
            .findFirst()
            .orElse(Double.NaN);
  }
}
