package org.mingjing.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mingjing.connectors.kafka.KeyIndex.Place;

class KeyIndexTest {
  @Test
  void it_knows_what_a_map_knows_whatever_is_put_and_removed() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    KeyIndex index = new KeyIndex(new byte[32], 1_000_000);
    Map<String, Place> map = new HashMap<>();
    for (int i = 0; i < 300_000; i++) {
      String key = "k" + random.nextInt(20_000);
      Place place = new Place(random.nextInt(1 << 16), random.nextLong(1L << 46));
      if (random.nextInt(3) == 0) {
        map.remove(key);
        index.remove(key.getBytes(UTF_8));
      } else {
        map.put(key, place);
        index.put(key.getBytes(UTF_8), place);
      }
    }
    assertThat(index.size()).as("seed " + seed).isEqualTo(map.size());
    for (int i = 0; i < 20_000; i++) {
      String key = "k" + i;
      assertThat(index.find(key.getBytes(UTF_8)).orElse(null))
          .as("seed " + seed)
          .isEqualTo(map.get(key));
    }
  }

  @Test
  void the_first_place_is_a_place() {
    KeyIndex index = new KeyIndex(new byte[32], 1);
    index.put(new byte[0], new Place(0, 0));
    assertThat(index.find(new byte[0])).contains(new Place(0, 0));
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
