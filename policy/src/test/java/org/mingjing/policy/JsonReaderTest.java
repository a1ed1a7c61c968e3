package org.mingjing.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON is read as the YAML reader reads it. */
class JsonReaderTest {

  @Test
  void every_canonical_document_and_grant_is_the_same_by_both_readers() {
    LoadResult.Loaded shipped = TestPolicies.shipped();
    List<byte[]> documents = new ArrayList<>(shipped.policy().documents().values());
    shipped.grants().forEach(grant -> documents.add(KeptGrants.canonical(grant)));

    assertThat(documents)
        .hasSizeGreaterThan(20)
        .allSatisfy(document -> {
          Faults faults = new Faults();
          Optional<Node> json = JsonReader.read("d", document, faults);
          boolean alike = json.equals(YamlReader.read("d", document, new Faults()));
          assertThat(json.isPresent() && alike).isTrue();
          assertThat(faults.none()).isTrue();
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|empty-document|1",
        "{\"a\":|json-syntax|6",
        "{\"a\" 1}|json-syntax|6",
        "{\"a\":1,}|json-syntax|8",
        "{'a':1}|json-syntax|2",
        "{\"a\":1,\"a\":2}|json-syntax|11",
        "{\"a\":01}|json-syntax|7",
        "[1]]|json-syntax|4",
        "[1] [2]|several-documents|5",
        "[[[[[[[[[[[[1]]]]]]]]]]]]|json-syntax|1",
        "{\"\\u202e\":1}|unreadable-character|2",
        "{\"a\":null}|missing-value|6",
        "{\"a\":1.5}|ambiguous-scalar|6",
        "{\"a\":1e3}|ambiguous-scalar|6",
        "{\"a\":1234567890123456}|ambiguous-scalar|6",
        "{\"a\":NaN}|json-syntax|9",
        "{\"a\":\"\\u202e\"}|unreadable-character|6",
        "{\"a\":\"\\ud800\"}|unreadable-character|6",
        "// {}|json-syntax|1",
      })
  void a_fault_is_told_with_its_place(String json, String code, int column) {
    Faults faults = new Faults();

    JsonReader.read("kept grant 1", json.getBytes(StandardCharsets.UTF_8), faults);

    assertThat(faults.sorted()).isNotEmpty();
    Fault fault = faults.sorted().getFirst();
    assertThat(fault.code()).isEqualTo(code);
    assertThat(fault.line()).isEqualTo(1);
    assertThat(fault.column()).isEqualTo(column);
  }

  @Test
  void bytes_that_are_not_utf_8_are_refused() {
    Faults faults = new Faults();

    assertThat(JsonReader.read("d", new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'}, faults))
        .isEmpty();
    assertThat(faults.sorted().getFirst().code()).isEqualTo("not-utf-8");
  }
}
