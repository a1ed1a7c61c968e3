package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of every mask. */
class MaskTest {

  private static final Map<Mask, String> NORMAL =
      Map.ofEntries(
          Map.entry(Mask.ID_NUMBER, "11010519491231002X"),
          Map.entry(Mask.ORGANISATION_ID, "91350100M000100Y43"),
          Map.entry(Mask.NAME, "张三"),
          Map.entry(Mask.PHONE, "18012341999"),
          Map.entry(Mask.CARD, "6222021234567894"),
          Map.entry(Mask.ADDRESS, "北京市东城区景山前街4号"),
          Map.entry(Mask.PLATE, "京A12345"),
          Map.entry(Mask.VIN, "LSVAA4182E2123456"),
          Map.entry(Mask.MAIL, "zhang.san@example.com"),
          Map.entry(Mask.DATE_YEAR, "1949-12-31"));

  static String normal(Mask mask) {
    return Objects.requireNonNull(NORMAL.get(mask), mask.name());
  }

  static Collection<Mask> all() {
    return Mask.all().values();
  }

  static Collection<Mask> shapes() {
    return all().stream().filter(mask -> mask != Mask.NONE && mask != Mask.WITHHELD).toList();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void a_normal_value_is_reduced_and_no_other_kind_of_value_is_taken_for_it(Mask mask) {
    assertThat(Masks.kept(mask, normal(mask))).isPresent();
    NORMAL.forEach((other, value) -> {
      if (other != mask) {
        assertThat(Masks.kept(mask, value)).as(mask + " of " + value).isEmpty();
      }
    });
  }

  @Test
  void none_passes_everything_and_withheld_nothing() {
    for (String value : List.of("", " ", "anything", "张三", "a".repeat(100_000))) {
      assertThat(Masks.kept(Mask.NONE, value)).contains(value);
      assertThat(Masks.kept(Mask.WITHHELD, value)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void odd_values_are_withheld_and_throw_nothing(Mask mask) {
    for (String value :
        List.of("", " ", "\n", "\0", "\uD800", "张\uD800", "﷽", "*", "a".repeat(100_000))) {
      assertThat(Masks.kept(mask, value)).as(mask + " of " + value.length()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void whatever_is_put_before_a_value_it_is_withheld(Mask mask) {
    String value = normal(mask);
    for (String before :
        List.of(" ", "\u3000", "\t", "\n", "\u200B", "\u200E", "\u202E", "\uFEFF", "\u0301")) {
      assertThat(Masks.kept(mask, before + value)).as(mask.name()).isEmpty();
      if (mask != Mask.ADDRESS) { // an address is cut
        assertThat(Masks.kept(mask, value + before)).as(mask.name()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void what_is_masked_already_does_not_leave_again_as_if_it_were_a_value(Mask mask) {
    String kept = Masks.kept(mask, normal(mask)).orElseThrow();
    assertThat(Masks.kept(mask, kept))
        .isEqualTo(mask == Mask.ADDRESS ? Optional.of(kept) : Optional.empty());
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void a_value_of_10_KB_that_begins_or_ends_like_a_normal_one_is_withheld(Mask mask) {
    String value = normal(mask);
    for (String filler : List.of("0", "张", "·", ".", "*", " ", "a@", "a.")) {
      assertThat(Masks.kept(mask, value + filler.repeat(10_000))).isEmpty();
      assertThat(Masks.kept(mask, filler.repeat(10_000) + value)).isEmpty();
    }
  }

  @Test
  void a_value_longer_than_its_mask_allows_is_withheld_unread_however_long() {
    AtomicInteger read = new AtomicInteger();
    Mask counting =
        new Mask(
            "counting",
            5,
            value -> {
              read.addAndGet(value.length());
              return Optional.of(value);
            });

    assertThat(Masks.kept(counting, "12345")).contains("12345");
    assertThat(Masks.kept(counting, "123456")).isEmpty();
    assertThat(Masks.kept(counting, "1".repeat(100_000))).isEmpty();
    assertThat(read).hasValue(5);
  }

  @Test
  void the_reason_for_withholding_never_contains_the_value() {
    for (Mask mask : all()) {
      if (mask.apply("秘密9") instanceof Masked.Withheld withheld) {
        assertThat(withheld.reason().zh() + withheld.reason().en())
            .contains(mask.name())
            .doesNotContain("秘密9");
      }
    }
  }

  @Test
  void the_stricter_of_two_masks_is_there_for_any_two_and_does_not_depend_on_their_order() {
    for (Mask one : all()) {
      assertThat(one.stricter(one)).isSameAs(one);
      assertThat(one.stricter(Mask.NONE)).isSameAs(one);
      assertThat(one.stricter(Mask.WITHHELD)).isSameAs(Mask.WITHHELD);
      for (Mask other : all()) {
        assertThat(one.stricter(other)).isSameAs(other.stricter(one)).isIn(all());
        for (Mask third : all()) {
          assertThat(one.stricter(other).stricter(third))
              .isSameAs(one.stricter(other.stricter(third)));
        }
      }
    }
  }

  @Test
  void the_stricter_of_two_masks_lets_nothing_through_that_either_withholds() {
    for (Mask one : all()) {
      for (Mask other : all()) {
        for (String value : NORMAL.values()) {
          Optional<String> kept = Masks.kept(one.stricter(other), value);
          if (kept.isPresent()) {
            assertThat(Masks.kept(one, value)).as(one + " and " + other).isPresent();
            assertThat(Masks.kept(other, value)).as(one + " and " + other).isPresent();
            assertThat(kept).isIn(Masks.kept(one, value), Masks.kept(other, value));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Name", "unknown", " name"})
  void a_mask_that_is_not_there_is_not_found(String name) {
    assertThat(Mask.of(name)).isEmpty();
  }
}
