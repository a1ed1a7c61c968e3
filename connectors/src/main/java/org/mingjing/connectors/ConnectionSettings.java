package org.mingjing.connectors;

/** How to reach a department's system; resources that name the same connection share its pool. */
public sealed interface ConnectionSettings permits JdbcSettings, HttpSettings, KafkaSettings {
  /** The name by which resources refer to it. */
  String name();
}
