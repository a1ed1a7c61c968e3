package org.mingjing.connectors.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.mingjing.connectors.template.RejectedAnswer;

/** Each bound at its value and one beyond. */
class StrictXmlTest {
  @Test
  void as_deep_as_allowed_is_read_and_one_deeper_is_not() throws IOException {
    skipped(nested(StrictXml.MAX_DEPTH));
    assertThatThrownBy(() -> skipped(nested(StrictXml.MAX_DEPTH + 1)))
        .isInstanceOf(RejectedAnswer.class)
        .hasMessage("the answer is nested too deeply");
  }

  @Test
  void as_many_elements_as_allowed_are_read_and_one_more_is_not() throws IOException {
    skipped("<a>" + "<b/>".repeat(StrictXml.MAX_ELEMENTS - 1) + "</a>");
    assertThatThrownBy(() -> skipped("<a>" + "<b/>".repeat(StrictXml.MAX_ELEMENTS) + "</a>"))
        .isInstanceOf(RejectedAnswer.class)
        .hasMessage("the answer has too many elements");
  }

  @Test
  void a_value_as_long_as_allowed_is_read_and_a_longer_one_is_not() throws IOException {
    assertThat(value("x".repeat(StrictXml.MAX_TEXT))).hasSize(StrictXml.MAX_TEXT);
    assertThatThrownBy(() -> value("x".repeat(StrictXml.MAX_TEXT + 1)))
        .isInstanceOf(RejectedAnswer.class)
        .hasMessage("a value is too long");
  }

  private static String nested(int depth) {
    return "<a>".repeat(depth) + "</a>".repeat(depth);
  }

  private static void skipped(String document) throws IOException {
    try (StrictXml xml = open(document)) {
      xml.start();
      xml.skip();
      xml.end();
    }
  }

  private static String value(String text) throws IOException {
    try (StrictXml xml = open("<a>" + text + "</a>")) {
      xml.start();
      return xml.text();
    }
  }

  private static StrictXml open(String document) throws IOException {
    return new StrictXml(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
  }
}
