package org.mingjing.connectors.kafka;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.mingjing.connectors.KafkaSettings;
import org.mingjing.connectors.SourceAnswer.SourceFailure;
import org.mingjing.connectors.kafka.KeyIndex.Place;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one topic from its beginning on a thread of its own, and knows where each key's newest
 * record is. It also knows as of when: every second it asks the brokers where the topic ends, and
 * once it has read that far, its view is as of the moment of the question.
 */
final class TopicView implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicView.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration QUESTION = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Consumers consumers;
  private final String topic;
  private final KafkaSettings settings;
  private final byte[] secret = new byte[32];
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable View view;
  private volatile SourceFailure trouble = SourceFailure.unavailable("the topic is not reached");

  /** What is known, and as of when; replaced as a whole, so that neither is taken for another's. */
  private record View(KeyIndex keys, long asOfNanos) {}

  /** The end of each partition, and when it was asked for. */
  private record Ends(Map<TopicPartition, Long> offsets, long askedNanos) {}

  TopicView(Consumers consumers, String topic, KafkaSettings settings) {
    this.consumers = consumers;
    this.topic = topic;
    this.settings = settings;
    new SecureRandom().nextBytes(secret);
    this.thread = Thread.ofPlatform().daemon().name("topic-" + topic).unstarted(this::run);
    thread.start();
  }

  /** Why nothing can be looked up now; empty if it can. */
  Optional<SourceFailure> obstacle() {
    View known = view;
    if (known == null) {
      return Optional.of(trouble);
    }
    return System.nanoTime() - known.asOfNanos > settings.maxSilence().toNanos()
        ? Optional.of(SourceFailure.unavailable("the brokers have been silent for too long"))
        : Optional.empty();
  }

  /** Where the newest record of a key is; empty if the topic has none. */
  Optional<Place> find(byte[] key) {
    View known = view;
    if (known == null) {
      throw new IllegalStateException("looked up before the topic was read");
    }
    return known.keys.find(key);
  }

  /** The number of keys that have a record. */
  int size() {
    View known = view;
    return known == null ? 0 : known.keys.size();
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** After a failure the topic is read anew: what was missed meanwhile cannot be known. */
  private void run() {
    while (!closed) {
      try {
        follow();
      } catch (KeyIndex.Full e) {
        fail(SourceFailure.rejected("the topic has more keys than the settings allow"), e);
      } catch (TopicChanged e) {
        fail(SourceFailure.unavailable("the topic is being read anew"), e);
      } catch (KafkaException e) {
        fail(KafkaFailures.of(e), e);
      }
    }
  }

  private void fail(SourceFailure failure, RuntimeException cause) {
    view = null;
    if (!closed && !failure.equals(trouble)) {
      LOG.warn("topic {}: {} ({})", topic, failure.detail(), cause.getClass().getName());
    }
    trouble = failure;
    if (!closed) {
      pause();
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() {
    KafkaConsumer<byte[], byte[]> consumer = consumers.follower();
    try {
      Set<TopicPartition> partitions = partitions(consumer);
      if (partitions.isEmpty()) {
        throw new NoSuchTopic();
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      trouble = SourceFailure.unavailable("the topic is still being read");
      follow(consumer, partitions);
    } finally {
      Thread.interrupted(); // or else closing is refused
      Consumers.close(consumer);
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
    KeyIndex keys = new KeyIndex(secret, settings.maxKeys());
    Optional<Ends> ends = Optional.empty();
    long nextQuestion = System.nanoTime();
    while (!closed) {
      consumer.poll(POLL).forEach(record -> apply(keys, record));
      if (ends.isEmpty() && System.nanoTime() >= nextQuestion) {
        nextQuestion = System.nanoTime() + QUESTION.toNanos();
        ends = ends(consumer, partitions);
      }
      if (ends.isPresent() && reached(consumer, ends.get())) {
        view = new View(keys, ends.get().askedNanos);
        ends = Optional.empty();
      }
    }
  }

  private static void apply(KeyIndex keys, ConsumerRecord<byte[], byte[]> record) {
    byte @Nullable [] key = record.key();
    if (key == null) {
      return;
    }
    if (record.value() == null) {
      keys.remove(key);
    } else {
      keys.put(key, new Place(record.partition(), record.offset()));
    }
  }

  /** Empty if the brokers do not answer now. */
  private Optional<Ends> ends(
      KafkaConsumer<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
    long asked = System.nanoTime();
    try {
      Map<TopicPartition, Long> offsets = consumer.endOffsets(partitions, QUESTION);
      if (!partitions(consumer).equals(partitions)) {
        throw new TopicChanged();
      }
      return Optional.of(new Ends(offsets, asked));
    } catch (TimeoutException e) {
      return Optional.empty();
    }
  }

  private static boolean reached(KafkaConsumer<byte[], byte[]> consumer, Ends ends) {
    try {
      for (Map.Entry<TopicPartition, Long> end : ends.offsets.entrySet()) {
        long position = consumer.position(end.getKey(), QUESTION);
        if (position < end.getValue()) {
          return false;
        }
      }
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  private Set<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    List<PartitionInfo> found = consumer.partitionsFor(topic, QUESTION);
    return (found == null ? List.<PartitionInfo>of() : found)
        .stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .collect(Collectors.toSet());
  }

  /** The brokers know no such topic. */
  static final class NoSuchTopic extends KafkaException {
    private static final long serialVersionUID = 1L;
  }

  /** It has other partitions than when its reading began, and keys may have moved. */
  private static final class TopicChanged extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
