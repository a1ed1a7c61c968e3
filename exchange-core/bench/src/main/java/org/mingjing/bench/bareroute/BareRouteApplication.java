package org.mingjing.bench.bareroute;

import java.util.Map;
import java.util.Objects;
import org.mingjing.bench.Ready;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.cloud.gateway.server.mvc.GatewayServerMvcAutoConfiguration;
import org.springframework.cloud.gateway.server.mvc.config.DefaultFunctionConfiguration;
import org.springframework.cloud.gateway.server.mvc.filter.FilterAutoConfiguration;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayMultipartAutoConfiguration;
import org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctionAutoConfiguration;
import org.springframework.cloud.gateway.server.mvc.predicate.PredicateAutoConfiguration;

/**
 * A Spring MVC application whose controller hands the body to a bare Camel HTTP route. Security and
 * gateway lie on the class path for the other peer; here they are switched off, so that the route
 * is as bare as its name says.
 */
@SpringBootApplication(
    exclude = {
      SecurityAutoConfiguration.class,
      UserDetailsServiceAutoConfiguration.class,
      SecurityFilterAutoConfiguration.class,
      ServletWebSecurityAutoConfiguration.class,
      OAuth2ResourceServerAutoConfiguration.class,
      OAuth2ResourceServerWebSecurityAutoConfiguration.class,
      GatewayServerMvcAutoConfiguration.class,
      DefaultFunctionConfiguration.class,
      FilterAutoConfiguration.class,
      GatewayMultipartAutoConfiguration.class,
      HandlerFunctionAutoConfiguration.class,
      PredicateAutoConfiguration.class
    })
public class BareRouteApplication {
  /** Arguments: base URL of the department, base URL of the static provider. */
  public static void main(String[] args) {
    WebServerApplicationContext context = start(args[0], args[1]);
    Ready.announce("http://127.0.0.1:" + port(context));
  }

  /** Starts on any free port of the loopback interface; the caller closes what it gets. */
  public static WebServerApplicationContext start(String department, String staticProvider) {
    return (WebServerApplicationContext)
        new SpringApplicationBuilder(BareRouteApplication.class)
            .web(WebApplicationType.SERVLET)
            .properties(
                Map.of(
                    "server.port", "0",
                    "server.address", "127.0.0.1",
                    "server.tomcat.max-keep-alive-requests", "-1",
                    "spring.main.banner-mode", "off",
                    "logging.level.root", "warn",
                    "bench.department", department,
                    "bench.static-provider", staticProvider))
            .run();
  }

  /** Where a started application listens. */
  public static int port(WebServerApplicationContext context) {
    return Objects.requireNonNull(context.getWebServer(), "a servlet application").getPort();
  }
}
