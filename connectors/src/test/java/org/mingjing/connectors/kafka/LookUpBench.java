package org.mingjing.connectors.kafka;

import static org.mingjing.connectors.kafka.LookUps.LIMIT;
import static org.mingjing.connectors.kafka.LookUps.await;
import static org.mingjing.connectors.kafka.LookUps.bytes;
import static org.mingjing.connectors.kafka.LookUps.call;
import static org.mingjing.connectors.kafka.LookUps.found;
import static org.mingjing.connectors.kafka.LookUps.sources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.mingjing.connectors.KafkaServer;
import org.mingjing.connectors.Sources;

/**
 * Look-ups a second by one caller, beside a bare consumer that seeks and polls the same records and
 * is told where they are; alternating, in one run.
 */
final class LookUpBench {
  private static final int KEYS = 100_000;
  private static final int ROUNDS = 5;
  private static final int SECONDS = 5;

  private LookUpBench() {}

  /** Takes a folder for the broker. */
  public static void main(String[] arguments) throws IOException {
    Path home = Files.createTempDirectory(Path.of(arguments[0]), "kafka");
    try (KafkaServer server = KafkaServer.start(home)) {
      fill(server);
      Clients clients = new Clients(server.settings("dept", 1));
      List<String> ratios = new ArrayList<>();
      long began = System.nanoTime();
      try (Sources sources = sources("large", server.settings("dept", 1));
          KafkaConsumer<byte[], byte[]> bare = clients.reader()) {
        await(sources, Duration.ofMinutes(1), "k0", found("0")::equals);
        System.out.printf("%d keys read in %d ms%n", KEYS, (System.nanoTime() - began) / 1_000_000);
        List<Where.Place> places = places(clients);
        for (int round = 0; round <= ROUNDS; round++) {
          double ours = rate(i -> sources.fetch(call("k" + i)).equals(found("" + i)));
          double theirs = rate(i -> there(bare, places.get(i)));
          ratios.add("%.0f / %.0f = %.2f".formatted(ours, theirs, ours / theirs));
        }
      }
      System.out.println("look-ups/s, ours / bare; the first round warms up: " + ratios);
    }
  }

  private static void fill(KafkaServer server) {
    server.topic("large", 3, Map.of());
    server.publish(
        Map.of("linger.ms", 5),
        producer -> {
          for (int i = 0; i < KEYS; i++) {
            var _ =
                producer.send(
                    new ProducerRecord<>(
                        "large",
                        bytes("k" + i),
                        bytes("{\"v\":\"%d\",\"x\":\"%s\"}".formatted(i, "y".repeat(300)))));
          }
        });
  }

  private static double rate(IntPredicate look) {
    long began = System.nanoTime();
    long end = began + SECONDS * 1_000_000_000L;
    int done = 0;
    while (System.nanoTime() < end) {
      if (!look.test(Math.floorMod(done * 7_919, KEYS))) {
        throw new IllegalStateException("look-up " + done + " failed");
      }
      done++;
    }
    return done / ((System.nanoTime() - began) / 1e9);
  }

  private static boolean there(KafkaConsumer<byte[], byte[]> consumer, Where.Place place) {
    TopicPartition partition = new TopicPartition("large", place.partition());
    consumer.assign(List.of(partition));
    consumer.seek(partition, place.offset());
    return consumer.poll(LIMIT).count() == 1;
  }

  private static List<Where.Place> places(Clients clients) {
    List<Where.Place> places = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> all = clients.follower()) {
      List<TopicPartition> partitions =
          all.partitionsFor("large").stream()
              .map(told -> new TopicPartition("large", told.partition()))
              .toList();
      all.assign(partitions);
      all.seekToBeginning(partitions);
      while (places.size() < KEYS) {
        all.poll(LIMIT)
            .forEach(record -> places.add(new Where.Place(record.partition(), record.offset())));
      }
    }
    return places;
  }
}
