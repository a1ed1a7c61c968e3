package org.mingjing.exchange.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoggedCallReaderTest {

  @Test
  void the_kind_of_an_entry_is_its_own_whatever_stands_in_it() {
    byte[] entry =
        Recorded.entry(
            1,
            Recorded.bytes(
                "{\"case\":\"\\\",\\\"kind\\\":\\\"call.opened\\\"\","
                    + "\"obligations\":[{\"fulfilment\":\"met\",\"kind\":\"call.opened\"}]}"));

    assertThat(LoggedCallReader.kind(entry)).isEqualTo("call.closed");
  }

  @Test
  void an_entry_without_inputs_says_why_it_cannot_be_decided_again() {
    assertThat(why("{\"call\":\"a\",\"outcome\":\"interrupted\"}"))
        .isEqualTo(LoggedCall.Why.INTERRUPTED);
    assertThat(why("{\"call\":\"a\",\"decision\":null,\"outcome\":\"unknown-field\"}"))
        .isEqualTo(LoggedCall.Why.NOT_DECIDED);
    assertThat(why("{\"call\":\"a\",\"inputs\":{},\"outcome\":\"answered\"}"))
        .isEqualTo(LoggedCall.Why.UNREADABLE);
    assertThat(why("{\"call\":\"a\",\"decision\":{\"effect\":\"permit\"}}"))
        .isEqualTo(LoggedCall.Why.UNREADABLE);
    assertThat(why("{\"call\":\"a\",\"decision\":{\"effect\":\"deny\"}}"))
        .isEqualTo(LoggedCall.Why.UNREADABLE);
  }

  @Test
  void an_entry_that_ends_early_is_unreadable_wherever_it_ends() {
    byte[] entry = Recorded.entry(1, Recorded.bytes("{\"call\":\"a\"}"));
    for (int length = 0; length < entry.length; length++) {
      LoggedCall read = LoggedCallReader.read(1, Arrays.copyOf(entry, length));
      assertThat(read)
          .as("%d bytes", length)
          .isInstanceOfSatisfying(
              LoggedCall.Opaque.class,
              call -> assertThat(call.why()).isEqualTo(LoggedCall.Why.UNREADABLE));
    }
  }

  private static LoggedCall.Why why(String body) {
    LoggedCall call = LoggedCallReader.read(1, Recorded.entry(1, Recorded.bytes(body)));
    assertThat(call).isInstanceOf(LoggedCall.Opaque.class);
    LoggedCall.Opaque opaque = (LoggedCall.Opaque) call;
    assertThat(opaque.call()).isEqualTo(Optional.of("a"));
    return opaque.why();
  }
}
