package org.mingjing.exchange.access;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.mingjing.exchange.call.RateLimit;
import org.mingjing.exchange.catalogue.LivePolicy;
import org.mingjing.exchange.evidence.GivenDecisions;
import org.mingjing.exchange.evidence.RandomSource;
import org.mingjing.exchange.grants.Decide;
import org.mingjing.exchange.identity.Identify;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts the authorization API together. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {
  static final String EVALUATION = "/access/v1/evaluation";
  static final String EVALUATIONS = "/access/v1/evaluations";

  private static final int KILOBYTES_OF_ONE = 64;
  private static final int KILOBYTES_OF_SEVERAL = 256;

  @Bean
  Evaluator evaluator(
      LivePolicy live,
      Identify identify,
      Decide decide,
      GivenDecisions decisions,
      RandomSource random,
      Clock clock) {
    return new Evaluator(live, identify, decide, decisions::record, random, clock);
  }

  @Bean
  ServletRegistrationBean<AccessServlet> evaluation(
      Evaluator evaluator, RateLimit rates, MeterRegistry meters) {
    return at(
        EVALUATION,
        new AccessServlet(evaluator, EvaluationReader::one, KILOBYTES_OF_ONE, rates, meters));
  }

  @Bean
  ServletRegistrationBean<AccessServlet> evaluations(
      Evaluator evaluator, RateLimit rates, MeterRegistry meters) {
    return at(
        EVALUATIONS,
        new AccessServlet(
            evaluator, EvaluationReader::several, KILOBYTES_OF_SEVERAL, rates, meters));
  }

  /** Servlets of one class need names of their own. */
  private static ServletRegistrationBean<AccessServlet> at(String path, AccessServlet servlet) {
    ServletRegistrationBean<AccessServlet> bean = new ServletRegistrationBean<>(servlet, path);
    bean.setName(path);
    return bean;
  }

  /** Before the door, so that those who are turned away get their identifier back, too. */
  @Bean
  FilterRegistrationBean<RequestIds> requestIds() {
    FilterRegistrationBean<RequestIds> bean = new FilterRegistrationBean<>(new RequestIds());
    bean.addUrlPatterns("/access/*");
    bean.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return bean;
  }
}
