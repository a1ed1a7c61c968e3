package org.mingjing.connectors.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.mingjing.connectors.kafka.Where.Place;

/** Reads single records; one look-up at a time. */
final class Reader implements AutoCloseable {
  private static final Duration SLICE = Duration.ofMillis(100);
  private final KafkaConsumer<byte[], byte[]> consumer;

  Reader(KafkaConsumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /** What was at a place. */
  sealed interface Read {
    /** This record. */
    record Found(ConsumerRecord<byte[], byte[]> content) implements Read {}

    /** Nothing any more: it was compacted away, or has expired. */
    record Gone() implements Read {}

    /** The topic was lost sight of. */
    record Lost() implements Read {}

    /** The deadline came first. */
    record TooSlow() implements Read {}

    /** The deadline came first, and there is no connection. */
    record NotConnected() implements Read {}
  }

  /**
   * Reads what is at a place.
   *
   * @param deadlineNanos a value of {@link System#nanoTime}
   * @param inSight asked now and then: a client asks for ever for the records of a topic that was
   *     deleted
   */
  Read read(String topic, Place place, long deadlineNanos, BooleanSupplier inSight) {
    TopicPartition partition = new TopicPartition(topic, place.partition());
    consumer.assign(List.of(partition));
    consumer.seek(partition, place.offset());
    try {
      long left = deadlineNanos - System.nanoTime();
      while (left > 0) {
        Optional<Read> read = poll(partition, place, Duration.ofNanos(left));
        if (read.isPresent()) {
          return read.get();
        }
        if (!inSight.getAsBoolean()) {
          return new Read.Lost();
        }
        left = deadlineNanos - System.nanoTime();
      }
    } catch (InvalidOffsetException e) {
      return new Read.Gone();
    }
    return isConnected() ? new Read.TooSlow() : new Read.NotConnected();
  }

  private Optional<Read> poll(TopicPartition partition, Place place, Duration left) {
    for (ConsumerRecord<byte[], byte[]> record :
        consumer.poll(left.compareTo(SLICE) < 0 ? left : SLICE)) {
      return Optional.of(
          record.offset() == place.offset() ? new Read.Found(record) : new Read.Gone());
    }
    return consumer.position(partition) > place.offset()
        ? Optional.of(new Read.Gone())
        : Optional.empty();
  }

  private boolean isConnected() {
    for (var metric : consumer.metrics().entrySet()) {
      if (metric.getKey().name().equals("connection-count")
          && metric.getKey().group().equals("consumer-metrics")) {
        return connections(metric.getValue()) > 0;
      }
    }
    return false;
  }

  private static double connections(Metric metric) {
    return metric.metricValue() instanceof Number number ? number.doubleValue() : 0;
  }

  @Override
  public void close() {
    Clients.close(consumer);
  }
}
