package org.mingjing.exchange.operations;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.mingjing.exchange.identity.SecretFile;
import org.mingjing.policy.Fault;
import org.mingjing.policy.LoadResult;
import org.mingjing.policy.Policy;
import org.mingjing.policy.PolicyLoader;
import org.mingjing.policy.SystemClient;
import org.mingjing.policy.Text;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A whole demonstration: embedded PostgreSQL, demo departments, and one node of the exchange in
 * this process.
 */
public final class DemoNode implements AutoCloseable {
  private final DataFolder data;
  private final EmbeddedPostgres postgres;
  private final DemoProcess departments;
  private final ConfigurableApplicationContext application;
  private final String baseUrl;

  private DemoNode(
      DataFolder data,
      EmbeddedPostgres postgres,
      DemoProcess departments,
      ConfigurableApplicationContext application,
      String baseUrl) {
    this.data = data;
    this.postgres = postgres;
    this.departments = departments;
    this.application = application;
    this.baseUrl = baseUrl;
  }

  /**
   * What to start.
   *
   * @param home the project's folder, with {@code config} in it
   * @param data the data folder
   * @param port 0 for any free one
   * @param application the Spring Boot application to run
   * @param ledger what notarises its log; empty for what does so far, at first the embedded one
   */
  public record Plan(
      Path home,
      Path data,
      int port,
      DemoProcess.Population population,
      Class<?> application,
      Optional<DataLedger> ledger) {
    /** With the ledger that it has. */
    public Plan(
        Path home, Path data, int port, DemoProcess.Population population, Class<?> application) {
      this(home, data, port, population, application, Optional.empty());
    }
  }

  /**
   * Starts everything and writes {@code demo-credentials.json}; closes what was started if
   * something fails.
   */
  public static DemoNode start(Plan plan, SecureRandom random) throws IOException {
    Policy proposals = proposals(plan.home());
    DataFolder data = DataFolder.open(plan.data());
    List<AutoCloseable> started = new ArrayList<>(List.of(data));
    try {
      CompletableFuture<DemoProcess> starting =
          CompletableFuture.supplyAsync(() ->
              DemoProcess.start(plan.home(), data.path("demo-departments"), plan.population()));
      started.add(() -> starting.join().close());
      EmbeddedPostgres postgres = EmbeddedPostgres.start(data, random);
      started.add(postgres);
      DemoProcess departments = starting.join();
      int port = plan.port() == 0 ? freePort() : plan.port();
      String baseUrl = "http://127.0.0.1:" + port;
      Map<String, String> secrets = secrets(data, proposals, random);
      Map<String, Object> properties = new LinkedHashMap<>();
      properties.putAll(NodeProperties.of(plan.home(), data, postgres.access(), baseUrl, port));
      properties.putAll(DataLedger.chosenIn(data.root(), plan.ledger()));
      secrets.forEach((id, secret) -> properties.put("mingjing.demo-secrets[" + id + "]", secret));
      ConfigurableApplicationContext application =
          run(plan, properties, NodeProperties.connections(departments.ready()));
      started.add(application);
      SecretFile.write(
          data.path("demo-credentials.json"),
          credentials(baseUrl, proposals, secrets, application, departments.ready()));
      return new DemoNode(data, postgres, departments, application, baseUrl);
    } catch (IOException | RuntimeException e) {
      closeAll(started, e);
      throw e;
    }
  }

  private static Policy proposals(Path home) {
    return switch (PolicyLoader.load(home.resolve("config/policy"))) {
      case LoadResult.Loaded loaded -> loaded.policy();
      case LoadResult.Faulty faulty -> throw unloadable(faulty.faults());
    };
  }

  private static Unavailable unloadable(List<Fault> faults) {
    Text text =
        Fault.listed(
            new Text(
                "config/policy 中的策略文件无法加载：", "the policy documents in config/policy do not load:"),
            faults);
    return new Unavailable(text.en(), text.zh());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Map<String, String> secrets(DataFolder data, Policy policy, SecureRandom random) {
    Map<String, String> secrets = new LinkedHashMap<>();
    for (SystemClient system : policy.systems()) {
      String id = system.id().value();
      secrets.put(id, data.secret("client-" + id, random));
    }
    return secrets;
  }

  /**
   * What the node is, nothing overrides; to which systems it connects, a system property or the
   * environment may.
   */
  private static ConfigurableApplicationContext run(
      Plan plan, Map<String, Object> properties, Map<String, Object> connections) {
    SpringApplication application = new SpringApplication(plan.application());
    application.setRegisterShutdownHook(false);
    application.addInitializers(context -> {
      MutablePropertySources sources = context.getEnvironment().getPropertySources();
      sources.addFirst(new MapPropertySource("node", properties));
      sources.addAfter(
          StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
          new MapPropertySource("departments", connections));
    });
    return application.run(
        "--spring.config.additional-location=file:"
            + plan.home().resolve("config/application")
            + "/",
        "--logging.config=classpath:logback-node.xml",
        "--logging.file.name=" + plan.data().resolve("logs/node.log"));
  }

  private static String credentials(
      String baseUrl,
      Policy policy,
      Map<String, String> secrets,
      ConfigurableApplicationContext application,
      JsonNode departments) {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("baseUrl", baseUrl);
    ArrayNode clients = root.putArray("clients");
    for (SystemClient system : policy.systems()) {
      ObjectNode client = clients.addObject();
      client.put("clientId", system.id().value());
      client.put("clientSecret", secrets.getOrDefault(system.id().value(), ""));
      client.put("department", system.department().value());
    }
    root.putArray("users");
    root.put(
        "logKey",
        application.getBean(org.mingjing.ledger.checkpoint.NoteSigner.class).verifierKey());
    root.set("samples", departments.path("samples"));
    return root.toPrettyString() + "\n";
  }

  public String baseUrl() {
    return baseUrl;
  }

  public DataFolder data() {
    return data;
  }

  public EmbeddedPostgres postgres() {
    return postgres;
  }

  public DemoProcess departments() {
    return departments;
  }

  public ConfigurableApplicationContext application() {
    return application;
  }

  @Override
  public void close() {
    List<AutoCloseable> started = List.of(data, postgres, departments, application);
    closeAll(started, new IllegalStateException("closing"));
  }

  /** Closes in the opposite order; one that cannot be closed does not keep the others open. */
  private static void closeAll(List<AutoCloseable> started, Exception cause) {
    for (AutoCloseable resource : started.reversed()) {
      try {
        resource.close();
      } catch (Exception e) { // AutoCloseable declares no narrower type
        if (!e.equals(cause)) { // what did not start says why a second time when it is closed
          cause.addSuppressed(e);
        }
      }
    }
  }
}
