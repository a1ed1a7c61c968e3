package org.mingjing.exchange.operations;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * A further node of an exchange, in this process: on the database, the keys and the ledger of the
 * first, with a remembered checkpoint of its own. Its issuer is the first node's, so that tokens
 * are good at both.
 */
public final class SecondNode implements AutoCloseable {
  private final ConfigurableApplicationContext application;
  private final URI url;

  private SecondNode(ConfigurableApplicationContext application, URI url) {
    this.application = application;
    this.url = url;
  }

  /** Starts a node beside another; {@code changed} settings win over those of the first. */
  public static SecondNode beside(
      DemoNode first, Path home, Class<?> application, Map<String, Object> changed)
      throws IOException {
    int port = freePort();
    Map<String, Object> properties =
        new LinkedHashMap<>(
            NodeProperties.of(
                home, first.data(), first.postgres().access(), first.baseUrl(), port));
    properties.putAll(NodeProperties.connections(first.departments().ready()));
    properties.put("mingjing.node", "node-2");
    properties.put("mingjing.log.remembered", first.data().path("remembered-2").toString());
    properties.put("mingjing.log.tiles", first.data().path("log-2").toString());
    properties.putAll(changed);
    SpringApplication spring = new SpringApplication(application);
    spring.setRegisterShutdownHook(false);
    spring.addInitializers(context ->
        context
            .getEnvironment()
            .getPropertySources()
            .addFirst(new MapPropertySource("second-node", properties)));
    ConfigurableApplicationContext context =
        spring.run(
            "--spring.config.additional-location=file:" + home.resolve("config/application") + "/");
    return new SecondNode(context, URI.create("http://127.0.0.1:" + port));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public URI url() {
    return url;
  }

  /** A part of the node. */
  public <T> T part(Class<T> type) {
    return application.getBean(type);
  }

  @Override
  public void close() {
    application.close();
  }
}
