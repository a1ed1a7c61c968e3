package org.mingjing.connectors;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.mingjing.connectors.KafkaSettings.Security;
import org.mingjing.demo.Person;
import org.mingjing.demo.SyntheticPeople;

/** A real Kafka broker (KRaft) in a process of its own on the loopback address. */
public final class KafkaServer implements AutoCloseable {
  private final Path home;
  private final int port;
  private TiedProcess process;

  private KafkaServer(Path home, int port) throws IOException {
    this.home = home;
    this.port = port;
    run();
  }

  /** What runs in the other process. */
  public static void main(String[] arguments) {
    if (!Files.exists(Path.of(arguments[1]))) {
      StorageTool.execute(
          new String[] {"format", "-t", "AAAAAAAAQACAAAAAAAAAAQ", "-c", arguments[0]}, System.err);
    }
    Kafka.main(new String[] {arguments[0]});
  }

  /** Starts a broker without topics. */
  public static KafkaServer start(Path home) throws IOException {
    Files.createDirectories(home);
    int port = TiedProcess.freePort();
    int controller = TiedProcess.freePort();
    Files.writeString(home.resolve("server.properties"), properties(home, port, controller));
    return new KafkaServer(home, port);
  }

  private static String properties(Path home, int port, int controller) {
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@127.0.0.1:%d
    listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
    advertised.listeners=PLAINTEXT://127.0.0.1:%d
    controller.listener.names=CONTROLLER
    log.dirs=%s
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
        .formatted(controller, port, controller, port, home.resolve("logs"));
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
    return "127.0.0.1:" + port;
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
    Map<String, String> config = new java.util.HashMap<>(more);
    config.put("cleanup.policy", "compact");
    try (Admin admin = admin()) {
      admin
          .createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(config)))
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
    Map<String, Object> config = new java.util.HashMap<>(more);
    config.put("bootstrap.servers", servers());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      publishing.accept(producer);
      producer.flush();
    }
  }

  /** Publishes one record; a null value deletes the key. */
  public void publish(String topic, String key, byte @Nullable [] value) {
    publish(producer -> {
      var _ =
          producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
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
