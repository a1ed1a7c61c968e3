package org.mingjing.connectors.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.mingjing.connectors.KafkaSettings;
import org.mingjing.connectors.KafkaSettings.Protocol;
import org.mingjing.connectors.KafkaSettings.Security;

/**
 * Makes the clients of one connection. The consumers belong to no group, commit nothing, create no
 * topic, see nothing of transactions under way, and never choose an offset themselves.
 */
final class Clients {
  private static final AtomicLong MADE = new AtomicLong();
  private final KafkaSettings settings;

  Clients(KafkaSettings settings) {
    this.settings = settings;
  }

  /** One that reads whole topics. */
  KafkaConsumer<byte[], byte[]> follower() {
    Map<String, Object> config = consuming();
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1 << 20);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    // Other questions on the same connection wait behind a fetch that waits for records.
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 200);
    return new KafkaConsumer<>(config);
  }

  /**
   * One that reads single records; a broker always sends the whole first batch, and then no more.
   */
  KafkaConsumer<byte[], byte[]> reader() {
    Map<String, Object> config = consuming();
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    // The client fetches ahead; at a topic's end that must not hold up the next look-up.
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 0);
    return new KafkaConsumer<>(config);
  }

  /** One that asks what a topic is. */
  Admin admin() {
    return Admin.create(common());
  }

  /** Ends a consumer without waiting for its broker. */
  static void close(KafkaConsumer<byte[], byte[]> consumer) {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }

  private Map<String, Object> consuming() {
    Map<String, Object> config = common();
    config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return config;
  }

  private Map<String, Object> common() {
    Map<String, Object> config = new HashMap<>();
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    config.put(
        CommonClientConfigs.CLIENT_ID_CONFIG,
        "mingjing-" + settings.name() + "-" + MADE.incrementAndGet());
    config.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
    config.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    config.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, 30_000);
    config.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 2_000L);
    config.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, 2_000L);
    secure(config, settings.security());
    return config;
  }

  private static void secure(Map<String, Object> config, Security security) {
    config.put("security.protocol", security.protocol().name());
    security
        .truststore()
        .ifPresent(path -> {
          config.put("ssl.truststore.type", "PEM");
          config.put("ssl.truststore.location", path);
        });
    if (security.protocol() == Protocol.SASL_SSL) {
      config.put("sasl.mechanism", "SCRAM-SHA-512");
      config.put(
          "sasl.jaas.config",
          "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
              .formatted(security.user(), security.password()));
    }
  }
}
