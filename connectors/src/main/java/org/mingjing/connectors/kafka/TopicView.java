package org.mingjing.connectors.kafka;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.mingjing.connectors.KafkaSettings;
import org.mingjing.connectors.SourceAnswer.SourceFailure;
import org.mingjing.connectors.kafka.TopicQuestions.Identity;
import org.mingjing.connectors.kafka.Where.Place;
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

  private final Clients clients;
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

  TopicView(Clients clients, String topic, KafkaSettings settings) {
    this.clients = clients;
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
        ? Optional.of(SourceFailure.unavailable("the topic was read to its end too long ago"))
        : Optional.empty();
  }

  /** Whether the topic was read and is there, as far as is known, be it long ago. */
  boolean isKnown() {
    return view != null;
  }

  /** Where the newest record of a key is. */
  Where find(byte[] key) {
    View known = view;
    if (known == null) {
      throw new IllegalStateException("looked up before the topic was read");
    }
    return known.keys.find(key);
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
    KafkaConsumer<byte[], byte[]> consumer = clients.follower();
    try (TopicQuestions questions = new TopicQuestions(clients.admin(), topic)) {
      Identity identity = questions.ask(QUESTION);
      consumer.assign(identity.partitions());
      consumer.seekToBeginning(identity.partitions());
      trouble = SourceFailure.unavailable("the topic is still being read");
      follow(consumer, questions, identity);
    } finally {
      Thread.interrupted(); // or else closing is refused
      Clients.close(consumer);
    }
  }

  private void follow(
      KafkaConsumer<byte[], byte[]> consumer, TopicQuestions questions, Identity identity) {
    KeyIndex keys = new KeyIndex(secret, settings.maxKeys());
    Optional<Ends> ends = Optional.empty();
    long nextQuestion = System.nanoTime();
    while (!closed) {
      consumer.poll(POLL).forEach(record -> apply(keys, record));
      if (ends.isEmpty() && System.nanoTime() >= nextQuestion) {
        nextQuestion = System.nanoTime() + QUESTION.toNanos();
        ends = ends(consumer, questions, identity);
      }
      if (ends.isPresent() && reached(consumer, ends.get())) {
        keys.caughtUp();
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
      keys.remove(key, record.partition());
    } else {
      keys.put(key, new Place(record.partition(), record.offset()));
    }
  }

  /**
   * Empty if the brokers do not answer now. That the topic is still the same is asked last: then
   * the ends are its own.
   */
  private static Optional<Ends> ends(
      KafkaConsumer<byte[], byte[]> consumer, TopicQuestions questions, Identity identity) {
    long asked = System.nanoTime();
    Optional<Map<TopicPartition, Long>> offsets = offsets(consumer, identity);
    try {
      if (!questions.ask(QUESTION).equals(identity)) {
        throw new TopicChanged();
      }
      return offsets.map(known -> new Ends(known, asked));
    } catch (TimeoutException e) {
      return Optional.empty();
    }
  }

  private static Optional<Map<TopicPartition, Long>> offsets(
      KafkaConsumer<byte[], byte[]> consumer, Identity identity) {
    try {
      return Optional.of(consumer.endOffsets(identity.partitions(), QUESTION));
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

  /** It is another topic of the same name, or has other partitions than when its reading began. */
  private static final class TopicChanged extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
