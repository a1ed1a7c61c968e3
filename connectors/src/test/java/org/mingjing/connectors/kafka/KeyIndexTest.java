package org.mingjing.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mingjing.connectors.kafka.Where.Place;

class KeyIndexTest {
  private static final byte[] KEY = {1};
  private static final Where NOWHERE = new Where.Nowhere();

  @Test
  void it_knows_what_a_map_knows_whatever_is_put_and_removed() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    KeyIndex index = new KeyIndex(new byte[32], 1_000_000);
    Map<String, Place> map = new HashMap<>();
    for (int i = 0; i < 300_000; i++) {
      int number = random.nextInt(20_000);
      String key = "k" + number;
      Place place = new Place(number % 65_535, random.nextLong(1L << 46));
      if (random.nextInt(3) == 0) {
        map.remove(key);
        index.remove(key.getBytes(UTF_8), place.partition());
      } else {
        map.put(key, place);
        index.put(key.getBytes(UTF_8), place);
      }
      if (i == 150_000) {
        index.caughtUp();
        assertThat(index.size()).as("seed " + seed).isEqualTo(map.size());
      }
    }
    assertThat(index.size()).as("seed " + seed).isEqualTo(map.size());
    for (int i = 0; i < 20_000; i++) {
      String key = "k" + i;
      assertThat(index.find(key.getBytes(UTF_8)))
          .as("seed " + seed)
          .isEqualTo(map.containsKey(key) ? map.get(key) : NOWHERE);
    }
  }

  @Test
  void the_first_place_is_a_place() {
    KeyIndex index = new KeyIndex(new byte[32], 1);
    index.put(new byte[0], new Place(0, 0));
    assertThat(index.find(new byte[0])).isEqualTo(new Place(0, 0));
  }

  /** Every order of two partitions that put, remove or say nothing, read at first or later. */
  @Test
  void a_key_that_two_partitions_tell_of_is_there_twice_in_whatever_order_they_are_read() {
    for (boolean removedFirst : List.of(true, false)) {
      for (boolean removedThen : List.of(true, false)) {
        KeyIndex index = new KeyIndex(new byte[32], 10);
        tell(index, removedFirst, 0);
        tell(index, removedThen, 1);
        index.caughtUp();
        assertThat(index.find(KEY))
            .as("%s %s", removedFirst, removedThen)
            .isEqualTo(removedFirst && removedThen ? NOWHERE : new Where.Twice());
      }
    }
  }

  @Test
  void once_all_was_read_a_key_that_was_removed_may_come_back_anywhere() {
    KeyIndex index = new KeyIndex(new byte[32], 10);
    index.put(KEY, new Place(0, 0));
    index.caughtUp();
    index.remove(KEY, 0);
    index.put(KEY, new Place(1, 0));
    assertThat(index.find(KEY)).isEqualTo(new Place(1, 0));
    index.remove(KEY, 0);
    assertThat(index.find(KEY)).isEqualTo(new Where.Twice());
    index.put(KEY, new Place(1, 1));
    assertThat(index.find(KEY)).isEqualTo(new Where.Twice());
  }

  private static void tell(KeyIndex index, boolean removed, int partition) {
    if (removed) {
      index.remove(KEY, partition);
    } else {
      index.put(KEY, new Place(partition, 7));
    }
  }

  @Test
  void more_keys_than_allowed_are_refused_but_not_more_records() {
    KeyIndex index = new KeyIndex(new byte[32], 1);
    index.put(new byte[1], new Place(0, 0));
    index.put(new byte[1], new Place(0, 1));
    assertThatThrownBy(() -> index.put(new byte[2], new Place(0, 2)))
        .isInstanceOf(KeyIndex.Full.class);
  }
}
