package org.mingjing.connectors.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Asks the brokers what a topic is now. A consumer would tell what it heard half a minute ago, and
 * would not tell one topic from another that was made under its name.
 */
final class TopicQuestions implements AutoCloseable {
  private final Admin admin;
  private final String topic;

  TopicQuestions(Admin admin, String topic) {
    this.admin = admin;
    this.topic = topic;
  }

  /** A topic and its partitions; no other ever has the same id. */
  record Identity(Uuid id, Set<TopicPartition> partitions) {}

  /**
   * What the topic is now.
   *
   * @throws KafkaException if there is none, or no answer within the time
   */
  Identity ask(Duration within) {
    DescribeTopicsOptions options =
        new DescribeTopicsOptions().timeoutMs(Math.toIntExact(within.toMillis()));
    try {
      return identity(
          admin.describeTopics(List.of(topic), options).topicNameValues().values().stream()
              .findFirst()
              .orElseThrow()
              .get());
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private static Identity identity(TopicDescription told) {
    return new Identity(
        told.topicId(),
        told.partitions().stream()
            .map(partition -> new TopicPartition(told.name(), partition.partition()))
            .collect(Collectors.toSet()));
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
