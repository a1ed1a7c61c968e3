package org.mingjing.connectors;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.mingjing.connectors.KafkaSettings.Security;
import org.mingjing.demo.Person;
import org.mingjing.demo.SyntheticPeople;

/** A real Kafka broker (KRaft) in a process of its own on the loopback address. */
public final class KafkaServer implements AutoCloseable {
  /** Whom the broker lets in where it asks. */
  public static final String USER = "mingjing";

  /** Whereby. */
  public static final String PASSWORD = "only-for-tests";

  private final Path home;
  private final Ports ports;
  private TiedProcess process;

  private record Ports(int plain, int controller, int tls, int sasl) {
    static Ports free() throws IOException {
      return new Ports(
          TiedProcess.freePort(),
          TiedProcess.freePort(),
          TiedProcess.freePort(),
          TiedProcess.freePort());
    }
  }

  private KafkaServer(Path home, Ports ports) throws IOException {
    this.home = home;
    this.ports = ports;
    run();
  }

  /** What runs in the other process. */
  public static void main(String[] arguments) {
    if (!Files.exists(Path.of(arguments[1]))) {
      StorageTool.execute(
          new String[] {
            "format",
            "-t",
            "AAAAAAAAQACAAAAAAAAAAQ",
            "-c",
            arguments[0],
            "--add-scram",
            "SCRAM-SHA-512=[name=%s,password=%s]".formatted(USER, PASSWORD)
          },
          System.err);
    }
    Kafka.main(new String[] {arguments[0]});
  }

  /** Starts a broker without topics. */
  public static KafkaServer start(Path home) throws IOException {
    Files.createDirectories(home);
    Ports ports = Ports.free();
    certify(home);
    Files.writeString(home.resolve("server.properties"), properties(home, ports));
    return new KafkaServer(home, ports);
  }

  /** A certificate of the broker's own for 127.0.0.1, and nothing else. */
  private static void certify(Path home) throws IOException {
    String store = home.resolve("broker.p12").toString();
    keytool(
        "-genkeypair",
        "-alias",
        "broker",
        "-keyalg",
        "EC",
        "-dname",
        "CN=broker",
        "-ext",
        "san=ip:127.0.0.1",
        "-keystore",
        store,
        "-storepass",
        PASSWORD,
        "-validity",
        "2");
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "broker",
        "-keystore",
        store,
        "-storepass",
        PASSWORD,
        "-file",
        home.resolve("broker.pem").toString());
  }

  private static void keytool(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String properties(Path home, Ports ports) {
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@127.0.0.1:%2$d
    listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d,SSL://127.0.0.1:%3$d,SASL_SSL://127.0.0.1:%4$d
    advertised.listeners=PLAINTEXT://127.0.0.1:%1$d,SSL://127.0.0.1:%3$d,SASL_SSL://127.0.0.1:%4$d
    listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SSL:SSL,SASL_SSL:SASL_SSL
    controller.listener.names=CONTROLLER
    log.dirs=%5$s/logs
    ssl.keystore.type=PKCS12
    ssl.keystore.location=%5$s/broker.p12
    ssl.keystore.password=%6$s
    sasl.enabled.mechanisms=SCRAM-SHA-512
    listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
    offsets.topic.replication.factor=1
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1
    offsets.topic.num.partitions=1
    transaction.state.log.num.partitions=1
    log.cleaner.backoff.ms=200
    log.cleaner.dedupe.buffer.size=10000000
    auto.create.topics.enable=false
    """
        .formatted(ports.plain, ports.controller, ports.tls, ports.sasl, home, PASSWORD);
  }

  private void run() throws IOException {
    process =
        TiedProcess.start(
            home.resolve("server.log"),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KafkaServer.class.getName(),
                home.resolve("server.properties").toString(),
                home.resolve("logs").toString()));
    awaitReady();
  }

  private void awaitReady() throws IOException {
    for (int i = 0; i < 60 && process.isAlive(); i++) {
      try (Admin admin = admin()) {
        admin.describeCluster().nodes().get(1, TimeUnit.SECONDS);
        return;
      } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
        // not yet
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    throw new IOException("no broker: " + Files.readString(home.resolve("server.log")));
  }

  private Admin admin() {
    return Admin.create(
        Map.of(
            "bootstrap.servers", servers(),
            "default.api.timeout.ms", 30_000,
            "reconnect.backoff.max.ms", 200));
  }

  /** The broker's address. */
  public String servers() {
    return "127.0.0.1:" + ports.plain;
  }

  /** Its port with TLS. */
  public int tlsPort() {
    return ports.tls;
  }

  /** Its port with TLS that also asks who comes. */
  public int saslPort() {
    return ports.sasl;
  }

  /** The file of its certificate. */
  public String certificate() {
    return home.resolve("broker.pem").toString();
  }

  /** How the exchange comes in. */
  public KafkaSettings settings(String name, int readers) {
    return new KafkaSettings(
        name,
        servers(),
        Security.NONE,
        readers,
        KafkaSettings.DEFAULT_MAX_SILENCE,
        KafkaSettings.DEFAULT_MAX_KEYS);
  }

  /** Makes a compacted topic. */
  public void topic(String name, int partitions, Map<String, String> more) {
    Map<String, String> config = new HashMap<>(more);
    config.putIfAbsent("cleanup.policy", "compact");
    try (Admin admin = admin()) {
      admin
          .createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(config)))
          .all()
          .get();
      awaitLed(admin, name, partitions);
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is published before a partition has a leader may be lost. */
  private static void awaitLed(Admin admin, String name, int partitions)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> all =
        IntStream.range(0, partitions)
            .boxed()
            .collect(Collectors.toMap(i -> new TopicPartition(name, i), i -> OffsetSpec.latest()));
    for (int i = 0; i < 100; i++) {
      try {
        admin.listOffsets(all).all().get();
        return;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
        Thread.sleep(50);
      }
    }
  }

  /** Gives a topic more partitions. */
  public void addPartitions(String name, int partitions) {
    try (Admin admin = admin()) {
      admin.createPartitions(Map.of(name, NewPartitions.increaseTo(partitions))).all().get();
      awaitLed(admin, name, partitions);
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Removes what a partition holds below an offset, as a time limit on records would. */
  public void expire(String name, int partition, long below) {
    try (Admin admin = admin()) {
      admin
          .deleteRecords(
              Map.of(new TopicPartition(name, partition), RecordsToDelete.beforeOffset(below)))
          .all()
          .get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Hands out no more than that to each client; none lifts it. */
  public void throttle(@Nullable Double bytesPerSecond) {
    Map<String, String> everybody = new HashMap<>();
    everybody.put(ClientQuotaEntity.CLIENT_ID, null);
    try (Admin admin = admin()) {
      admin
          .alterClientQuotas(
              List.of(
                  new ClientQuotaAlteration(
                      new ClientQuotaEntity(everybody),
                      List.of(new ClientQuotaAlteration.Op("consumer_byte_rate", bytesPerSecond)))))
          .all()
          .get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Deletes a topic. */
  public void deleteTopic(String name) {
    try (Admin admin = admin()) {
      admin.deleteTopics(List.of(name)).all().get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Publishes, and returns once the broker has it. */
  public void publish(Consumer<KafkaProducer<byte[], byte[]>> publishing) {
    publish(Map.of(), publishing);
  }

  /** The same with further settings of the producer. */
  public void publish(
      Map<String, Object> more, Consumer<KafkaProducer<byte[], byte[]>> publishing) {
    Map<String, Object> config = new HashMap<>(more);
    config.put("bootstrap.servers", servers());
    config.putIfAbsent("enable.idempotence", config.containsKey("transactional.id"));
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      publishing.accept(producer);
      producer.flush();
    }
  }

  /** Publishes one record; a null value deletes the key. */
  public void publish(String topic, String key, byte @Nullable [] value) {
    publish(topic, key.getBytes(StandardCharsets.UTF_8), value);
  }

  /** The same under a key of any bytes, or none. */
  public void publish(String topic, byte @Nullable [] key, byte @Nullable [] value) {
    publish(producer -> {
      var _ = producer.send(new ProducerRecord<>(topic, key, value));
    });
  }

  /** Publishes the first persons. */
  public void fill(String topic, int persons) {
    topic(topic, 3, Map.of());
    publish(producer -> {
      for (int i = 0; i < persons; i++) {
        Person person = SyntheticPeople.person(i);
        String value =
            "{\"id_number\":\"%s\",\"name\":\"%s\",\"birth_date\":\"%s\"}"
                .formatted(person.idNumber(), person.name(), person.birthDate());
        var _ =
            producer.send(
                new ProducerRecord<>(
                    topic,
                    person.idNumber().getBytes(StandardCharsets.UTF_8),
                    value.getBytes(StandardCharsets.UTF_8)));
      }
    });
  }

  /** Makes the broker misbehave, as the demonstration departments do. */
  public void fault(String mode, int millis) throws IOException {
    switch (mode) {
      case "hang" -> process.signal("STOP");
      case "slow" -> {
        process.signal("STOP");
        var _ =
            CompletableFuture.runAsync(
                this::resume,
                CompletableFuture.delayedExecutor(millis + 100, TimeUnit.MILLISECONDS));
      }
      case "down" -> process.close();
      case "none" -> {
        if (process.isAlive()) {
          process.signal("CONT");
        } else {
          run();
        }
      }
      default -> throw new IllegalArgumentException(mode);
    }
  }

  private void resume() {
    try {
      process.signal("CONT");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Kills the broker. */
  @Override
  public void close() {
    process.close();
  }
}
