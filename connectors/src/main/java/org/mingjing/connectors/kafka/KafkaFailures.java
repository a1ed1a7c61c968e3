package org.mingjing.connectors.kafka;

import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.mingjing.connectors.SourceAnswer.SourceFailure;

/** What the client's exceptions mean for a call. Their messages are never passed on. */
final class KafkaFailures {
  private KafkaFailures() {}

  static SourceFailure of(KafkaException exception) {
    return switch (exception) {
      case UnknownTopicOrPartitionException _ -> SourceFailure.rejected("the topic is not there");
      case InvalidTopicException _ -> SourceFailure.rejected("the topic is not there");
      case SslAuthenticationException _ ->
          SourceFailure.rejected("there is no TLS with the brokers that both sides trust");
      case AuthenticationException _ ->
          SourceFailure.rejected("the brokers refused our credentials");
      case AuthorizationException _ ->
          SourceFailure.rejected("the brokers do not let us read the topic");
      case InvalidOffsetException _ -> SourceFailure.unavailable("the topic is being read anew");
      case RetriableException _ -> SourceFailure.unavailable("the brokers are not available");
      case InterruptException _ -> SourceFailure.unavailable("the look-up was interrupted");
      default -> SourceFailure.rejected("the brokers' answer is of no use");
    };
  }
}
