package org.mingjing.bench.bareroute;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Hands each body to the route of its provider and returns what comes back. */
@RestController
class BareRouteController {
  private static final Map<String, Object> HEADERS =
      Map.of(Exchange.HTTP_METHOD, "POST", Exchange.CONTENT_TYPE, "application/json");

  private final ProducerTemplate camel;

  BareRouteController(ProducerTemplate camel) {
    this.camel = camel;
  }

  @PostMapping(path = "/mps/vehicles", produces = MediaType.APPLICATION_JSON_VALUE)
  byte[] department(@RequestBody byte[] body) {
    return camel.requestBodyAndHeaders("direct:department", body, HEADERS, byte[].class);
  }

  @PostMapping(path = "/static/mps/vehicles", produces = MediaType.APPLICATION_JSON_VALUE)
  byte[] staticProvider(@RequestBody byte[] body) {
    return camel.requestBodyAndHeaders("direct:static", body, HEADERS, byte[].class);
  }
}
