package org.mingjing.bench.gateway;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.mingjing.bench.Ready;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

/** Spring Cloud Gateway MVC as its own users set it up: routes by properties, OAuth2 by a bean. */
@SpringBootApplication
public class GatewayApplication {
  private static final String ROUTES = "spring.cloud.gateway.server.webmvc.routes";

  /** Arguments: URL of the JWK set, base URL of the department, base URL of the static provider. */
  public static void main(String[] args) {
    WebServerApplicationContext context = start(args[0], args[1], args[2]);
    Ready.announce("http://127.0.0.1:" + port(context));
  }

  /** Starts on any free port of the loopback interface; the caller closes what it gets. */
  public static WebServerApplicationContext start(
      String jwkSet, String department, String staticProvider) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("server.port", "0");
    properties.put("server.address", "127.0.0.1");
    properties.put("server.tomcat.max-keep-alive-requests", "-1");
    properties.put("spring.main.banner-mode", "off");
    properties.put("logging.level.root", "warn");
    properties.put("spring.http.clients.imperative.factory", "http-components");
    properties.put("bench.jwk-set", jwkSet);
    route(properties, 0, department, "/mps/vehicles");
    route(properties, 1, staticProvider, "/static/mps/vehicles");
    return (WebServerApplicationContext)
        new SpringApplicationBuilder(GatewayApplication.class)
            .web(WebApplicationType.SERVLET)
            .properties(properties)
            .run();
  }

  private static void route(Map<String, Object> properties, int index, String to, String path) {
    String route = ROUTES + "[" + index + "]";
    properties.put(route + ".id", "route-" + index);
    properties.put(route + ".uri", to);
    properties.put(route + ".predicates[0]", "Path=" + path);
  }

  /** Where a started application listens. */
  public static int port(WebServerApplicationContext context) {
    return Objects.requireNonNull(context.getWebServer(), "a servlet application").getPort();
  }
}
