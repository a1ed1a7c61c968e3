package org.mingjing.bench.bareroute;

import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The plain Camel context with one route to each provider, on one pool of kept connections. */
@Configuration(proxyBeanMethods = false)
class CamelRoutes {
  private static final int CONNECTIONS_PER_ROUTE = 64;
  private static final int CONNECTIONS = 128;
  private static final String PATH = "/mps/vehicles";

  @Bean(initMethod = "start", destroyMethod = "stop")
  CamelContext camelContext(
      @Value("${bench.department}") String department,
      @Value("${bench.static-provider}") String staticProvider)
      throws Exception {
    CamelContext camel = new DefaultCamelContext();
    HttpComponent http = new HttpComponent();
    http.setConnectionsPerRoute(CONNECTIONS_PER_ROUTE);
    http.setMaxTotalConnections(CONNECTIONS);
    camel.addComponent("http", http);
    camel.addRoutes(route("direct:department", department));
    camel.addRoutes(route("direct:static", staticProvider));
    return camel;
  }

  @Bean(destroyMethod = "stop")
  ProducerTemplate producerTemplate(CamelContext camel) {
    return camel.createProducerTemplate();
  }

  private static RouteBuilder route(String from, String provider) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from(from).to(provider + PATH + "?bridgeEndpoint=true&disableStreamCache=true");
      }
    };
  }
}
