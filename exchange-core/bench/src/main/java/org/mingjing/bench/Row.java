package org.mingjing.bench;

import java.util.Arrays;
import java.util.Optional;

/** What is measured side by side. The names are those of the report. */
enum Row {
  DIRECT("direct", Server.NONE, false),
  BARE_ROUTE("bareCamelRoute", Server.BARE_ROUTE, false),
  GATEWAY("springCloudGatewayMvc", Server.GATEWAY, false),
  FULL_CALL("fullCall", Server.EXCHANGE, false),
  STATIC_DIRECT("staticProvider.direct", Server.NONE, true),
  STATIC_BARE_ROUTE("staticProvider.bareCamelRoute", Server.BARE_ROUTE, true),
  STATIC_GATEWAY("staticProvider.springCloudGatewayMvc", Server.GATEWAY, true),
  STATIC_FULL_CALL("staticProvider.fullCall", Server.EXCHANGE, true);

  /** What stands between the load client and the provider. */
  enum Server {
    NONE,
    BARE_ROUTE,
    GATEWAY,
    EXCHANGE
  }

  private final String wireName;
  private final Server server;
  private final boolean staticProvider;

  Row(String wireName, Server server, boolean staticProvider) {
    this.wireName = wireName;
    this.server = server;
    this.staticProvider = staticProvider;
  }

  static Optional<Row> of(String wireName) {
    return Arrays.stream(values()).filter(row -> row.wireName.equals(wireName)).findFirst();
  }

  String wireName() {
    return wireName;
  }

  Server server() {
    return server;
  }

  /** Whether the provider is the one that answers a constant, not the demo department. */
  boolean usesStaticProvider() {
    return staticProvider;
  }

  /** Whether the call carries the exchange's access token. */
  boolean needsToken() {
    return server == Server.GATEWAY || server == Server.EXCHANGE;
  }
}
