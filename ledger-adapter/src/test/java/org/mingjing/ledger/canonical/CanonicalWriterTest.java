package org.mingjing.ledger.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

class CanonicalWriterTest {
  @Test
  void random_documents_equal_what_an_independent_canonicaliser_makes_of_them() throws IOException {
    long seed = System.nanoTime();
    System.out.println("CanonicalWriterTest seed " + seed);
    var documents = new RandomDocuments(seed);
    for (int i = 0; i < 3000; i++) {
      RandomDocuments.Document document = documents.next();
      byte[] expected = new JsonCanonicalizer(document.loose()).getEncodedUTF8();
      assertThat(document.canonical())
          .as("document %d: %s", i, document.loose())
          .isEqualTo(expected);
    }
  }

  @Test
  void every_character_is_written_as_an_independent_canonicaliser_writes_it() throws IOException {
    for (int c = 0; c <= 0x10ffff; c += c < 0x900 ? 1 : 61) {
      if (c < 0xd800 || c > 0xdfff) {
        String text = Character.toString(c);
        byte[] written = new CanonicalWriter(16).beginArray().string(text).endArray().toByteArray();
        var expected = new JsonCanonicalizer("[\"" + escaped(text) + "\"]");
        assertThat(written).as("U+%04X", c).isEqualTo(expected.getEncodedUTF8());
      }
    }
  }

  private static String escaped(String text) {
    var escaped = new StringBuilder();
    text.chars().forEach(c -> escaped.append("\\u%04x".formatted(c)));
    return escaped.toString();
  }

  @Test
  void members_out_of_order_or_repeated_are_refused() {
    refused(json -> json.beginObject().name("b").nullValue().name("a"));
    refused(json -> json.beginObject().name("a").nullValue().name("a"));
    // U+FB33 comes before U+1F600 by code point and after it by UTF-16 code unit (RFC 8785, 3.2.3)
    refused(json -> json.beginObject().name("\ufb33").nullValue().name("\ud83d\ude00"));
    assertThat(text(json -> pair(json, "\ud83d\ude00", "\ufb33")))
        .isEqualTo("{\"\ud83d\ude00\":1,\"\ufb33\":2}");
    assertThat(text(json -> pair(json, "", "a"))).isEqualTo("{\"\":1,\"a\":2}");
  }

  private static void pair(CanonicalWriter json, String one, String two) {
    json.beginObject().name(one).number(1).name(two).number(2).endObject();
  }

  @Test
  void what_is_not_well_formed_is_refused() {
    refused(json -> json.name("a"));
    refused(json -> json.beginObject().string("value without a name"));
    refused(json -> json.beginObject().name("a").name("b"));
    refused(json -> json.beginObject().name("a").endObject());
    refused(json -> json.beginObject().endArray());
    refused(json -> json.beginArray().endObject());
    refused(json -> json.beginArray().name("a"));
    refused(CanonicalWriter::endObject);
    refused(json -> json.nullValue().nullValue());
    refused(json -> json.raw(new byte[0]));
    refused(CanonicalWriter::toByteArray);
    refused(json -> json.beginArray().toByteArray());
  }

  @Test
  void unpaired_surrogates_are_refused_in_values_and_names() {
    for (String bad :
        new String[] {"\ud800", "\udc00", "a\ud800b", "\udc00\ud800", "\ud800\ud800"}) {
      refused(json -> json.string(bad));
      refused(json -> json.beginObject().name(bad));
    }
  }

  @Test
  void integers_are_exact_or_refused() {
    assertThat(text(json -> json.number(CanonicalWriter.MAX_INTEGER)))
        .isEqualTo("9007199254740991");
    assertThat(text(json -> json.number(-CanonicalWriter.MAX_INTEGER)))
        .isEqualTo("-9007199254740991");
    assertThat(text(json -> json.number(0))).isEqualTo("0");
    refused(json -> json.number(CanonicalWriter.MAX_INTEGER + 1));
    refused(json -> json.number(Long.MIN_VALUE));
  }

  @Test
  void depth_is_bounded() {
    var json = new CanonicalWriter(16);
    for (int i = 0; i < CanonicalWriter.MAX_DEPTH; i++) {
      json.beginArray();
    }
    assertThatThrownBy(json::beginArray).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void raw_values_stand_as_they_are() {
    byte[] entry = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    assertThat(text(json -> json.beginArray().raw(entry).raw(entry).endArray()))
        .isEqualTo("[{\"a\":1},{\"a\":1}]");
  }

  private static void refused(Consumer<CanonicalWriter> write) {
    assertThatThrownBy(() -> write.accept(new CanonicalWriter(16)))
        .isInstanceOfAny(IllegalStateException.class, IllegalArgumentException.class);
  }

  private static String text(Consumer<CanonicalWriter> write) {
    var json = new CanonicalWriter(16);
    write.accept(json);
    return new String(json.toByteArray(), StandardCharsets.UTF_8);
  }
}
