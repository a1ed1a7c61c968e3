package org.mingjing.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mingjing.connectors.kafka.LookUps.NONE;
import static org.mingjing.connectors.kafka.LookUps.bytes;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mingjing.connectors.SourceAnswer.SourceFailure;

class FindTest {
  /** As it would be if two keys had one digest. */
  @Test
  void a_record_that_lies_where_the_index_says_but_under_another_key_is_rejected() {
    SourceFailure another = SourceFailure.rejected("a record is of another subject");
    for (String key : new String[] {"b", "", "a ", "A", null}) {
      assertThat(Find.value(bytes("a"), record(key, bytes("{}")))).isEqualTo(another);
      assertThat(Find.value(bytes("a"), record(key, null))).isEqualTo(another);
    }
    assertThat(Find.value(bytes("a"), record("a", bytes("{}")))).isEqualTo(bytes("{}"));
    assertThat(Find.value(bytes("a"), record("a", null))).isEqualTo(NONE);
  }

  private static ConsumerRecord<byte[], byte[]> record(
      @Nullable String key, byte @Nullable [] value) {
    return new ConsumerRecord<>("topic", 0, 0, key == null ? null : bytes(key), value);
  }
}
