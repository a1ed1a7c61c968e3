package org.mingjing.exchange.call;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.catalogue.LiveSources;
import org.mingjing.exchange.catalogue.Resolve;
import org.mingjing.exchange.evidence.Evidence;
import org.mingjing.exchange.evidence.RandomSource;
import org.mingjing.exchange.grants.Decide;
import org.mingjing.exchange.identity.Identify;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the way of a call together. */
@Configuration(proxyBeanMethods = false)
class CallConfiguration {
  static final String SCOPE = "call";

  @Bean
  Endings endings(Evidence evidence) {
    return new Endings(evidence);
  }

  @Bean
  @ConditionalOnMissingBean
  Steps steps(
      Identify identify, Decide decide, Evidence evidence, LiveSources sources, Endings endings) {
    return new Steps(
        (token, snapshot) -> identify.caller(token, SCOPE, snapshot.policy()),
        new Resolve()::resolve,
        decide::permit,
        evidence::open,
        new Fetch(sources)::fetch,
        new Release(decide)::reduce,
        endings::close,
        endings::answer);
  }

  @Bean
  ServletRegistrationBean<CallServlet> calls(
      CallHandler handler, RateLimit rates, MeterRegistry meters) {
    return new ServletRegistrationBean<>(new CallServlet(handler, rates, meters), "/api/v1/calls");
  }

  @Bean
  CallHandler callHandler(
      LivePolicy live,
      Steps steps,
      Endings endings,
      RandomSource random,
      Clock clock,
      MeterRegistry meters) {
    return new CallHandler(live, TimedSteps.around(steps, meters), endings, random, clock);
  }
}
