package org.mingjing.exchange.problem;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * What never reaches the application (a request line or a header that Tomcat cannot read) is
 * answered with a problem document too, in place of Tomcat's page.
 */
@Configuration(proxyBeanMethods = false)
class ProblemReports {

  /** Last, so that it stands nearer to the application than the page that Spring Boot adds. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> reportsAsProblems() {
    return factory ->
        factory.addContextCustomizers(context -> {
          if (context.getParent() instanceof StandardHost host) {
            host.setErrorReportValveClass(Valve.class.getName()); // not one of its own, then
            host.getPipeline().addValve(new Valve());
          }
        });
  }

  /** Reports whatever nobody has answered. */
  static final class Valve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
      int status = response.getStatus();
      if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
        return;
      }
      try {
        Problem.of(ProblemErrors.code(status)).send(request, response);
        response.finishResponse();
      } catch (IOException e) {
        throw new UncheckedIOException("the client has gone", e);
      }
    }
  }
}
