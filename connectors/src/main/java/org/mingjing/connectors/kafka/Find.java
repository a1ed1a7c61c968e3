package org.mingjing.connectors.kafka;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.mingjing.connectors.SourceAnswer.Fetched;
import org.mingjing.connectors.SourceAnswer.SourceFailure;
import org.mingjing.connectors.SourceCall;
import org.mingjing.connectors.SourceSpec;
import org.mingjing.connectors.kafka.Reader.Read;
import org.mingjing.connectors.kafka.Where.Place;

/**
 * Looks a key up in the view of the topic and reads its record from the brokers. It leaves the
 * record's value for {@link Receive}, or the answer if there is none.
 */
final class Find implements Processor {
  /** Where {@link Receive} finds the call. */
  static final String CALL = "mingjing.call";

  private static final Fetched NONE = new Fetched(List.of());
  private final SourceSpec spec;
  private final String topic;
  private final TopicView view;
  private final Readers readers;

  Find(SourceSpec spec, String topic, TopicView view, Readers readers) {
    this.spec = spec;
    this.topic = topic;
    this.view = view;
    this.readers = readers;
  }

  @Override
  public void process(Exchange exchange) throws InterruptedException {
    SourceCall call = exchange.getIn().getBody(SourceCall.class);
    exchange.setProperty(CALL, call);
    long deadline = System.nanoTime() + spec.limits().timeout().toNanos();
    Optional<byte[]> key = utf8(call.key());
    exchange.getIn().setBody(key.isEmpty() ? NONE : found(key.get(), deadline));
  }

  private Object found(byte[] key, long deadline) throws InterruptedException {
    Object found = foundOnce(key, deadline);
    return found instanceof Read.Gone ? orChanging(foundOnce(key, deadline)) : found;
  }

  private static Object orChanging(Object found) {
    return found instanceof Read.Gone
        ? SourceFailure.unavailable("the record is being replaced")
        : found;
  }

  /** A value, an answer, or that what the view knows is gone. */
  private Object foundOnce(byte[] key, long deadline) throws InterruptedException {
    Optional<SourceFailure> obstacle = view.obstacle();
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    return switch (view.find(key)) {
      case Where.Nowhere _ -> NONE;
      case Where.Twice _ -> SourceFailure.rejected("two partitions of the topic hold the key");
      case Place place -> read(key, place, deadline);
    };
  }

  private Object read(byte[] key, Place place, long deadline) throws InterruptedException {
    Optional<Read> read = readers.read(topic, place, deadline, view::isKnown);
    if (read.isEmpty()) {
      return SourceFailure.unavailable("no connection to the brokers is free");
    }
    return switch (read.get()) {
      case Read.Found found -> value(key, found.content());
      case Read.Gone gone -> gone;
      case Read.Lost _ -> new Read.Gone();
      case Read.TooSlow _ -> SourceFailure.timeout("the brokers took too long");
      case Read.NotConnected _ -> SourceFailure.unavailable("no connection to the brokers");
    };
  }

  static Object value(byte[] key, ConsumerRecord<byte[], byte[]> record) {
    if (!Arrays.equals(key, record.key())) {
      return SourceFailure.rejected("a record is of another subject");
    }
    byte[] value = record.value();
    return value == null ? NONE : value;
  }

  /** Empty if no topic can hold the key. */
  private static Optional<byte[]> utf8(String key) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(key));
      byte[] exact = new byte[bytes.remaining()];
      bytes.get(exact);
      return Optional.of(exact);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
