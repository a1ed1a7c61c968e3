package org.mingjing.connectors;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A Camel context with everything off that looks at, keeps or repeats messages: they hold personal
 * data, and every switch costs time on each of them.
 */
final class PlainContext {
  private PlainContext() {}

  static CamelContext start(List<RoutesBuilder> templates) {
    DefaultCamelContext context = new DefaultCamelContext();
    context.disableJMX();
    context.setLoadTypeConverters(false);
    context.setStreamCaching(false);
    context.setMessageHistory(false);
    context.setTracing(false);
    context.setBacklogTracing(false);
    context.setAllowUseOriginalMessage(false);
    context.setUseMDCLogging(false);
    context.getCamelContextExtension().getStartupStepRecorder().setEnabled(false);
    context.getCamelContextExtension().setName("sources");
    context.setStartupSummaryLevel(StartupSummaryLevel.Off);
    context.getShutdownStrategy().setTimeout(10);
    try {
      for (RoutesBuilder template : templates) {
        context.addRoutes(template);
      }
    } catch (Exception e) { // addRoutes declares no narrower type
      throw new IllegalStateException("the route templates do not load", e);
    }
    context.start();
    return context;
  }
}
