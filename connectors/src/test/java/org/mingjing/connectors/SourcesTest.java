package org.mingjing.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {
  private static final Limits LIMITS = new Limits(1, 1_000, Duration.ofSeconds(1));
  private static final HttpSettings WEB = new HttpSettings("web", "http://127.0.0.1:1", 1);

  @Test
  void a_resource_needs_a_connection_of_its_kind() {
    SourceSpec table = spec("a.b", "web", new SourceKind.Table("t"));
    assertThatThrownBy(() -> Sources.start(List.of(WEB), List.of(table)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a.b");
    SourceSpec lost = spec("a.b", "other", new SourceKind.HttpQuery("/q"));
    assertThatThrownBy(() -> Sources.start(List.of(WEB), List.of(lost)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_resource_has_one_source() {
    SourceSpec query = spec("a.b", "web", new SourceKind.HttpQuery("/q"));
    assertThatThrownBy(() -> Sources.start(List.of(WEB), List.of(query, query)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Resident", "a b", "a;b", "a\"b", "a.b.c", "1a", "a--", "resident where 1=1"})
  void what_is_no_plain_table_name_is_refused(String name) {
    assertThatThrownBy(() -> new SourceKind.Table(name))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "q", "/", "/q?x=1", "/q#f", "//evil.example/q", "/a/../b", "/{{x}}", "/q q"})
  void what_is_no_plain_path_is_refused(String path) {
    assertThatThrownBy(() -> new SourceKind.HttpQuery(path))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a b", "a/b", "部门", "a\nb", "{{x}}"})
  void what_is_no_topic_is_refused(String topic) {
    assertThatThrownBy(() -> new SourceKind.KeyedTopic(topic))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a:b", "a:1,", "a:1 ,b:2", "kafka://a:1", "a:1/x"})
  void what_is_no_list_of_brokers_is_refused(String servers) {
    assertThatThrownBy(() -> kafka(servers, KafkaSettings.Security.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "PLAINTEXT,u,p,",
    "PLAINTEXT,'','',/ca.pem",
    "SSL,u,p,",
    "SASL_SSL,'','',",
    "SASL_SSL,u,'',",
    "SASL_SSL,u,'p\"; x',",
    "SASL_SSL,u,p\\,"
  })
  void security_that_is_not_what_it_seems_is_refused(
      KafkaSettings.Protocol protocol, String user, String password, String truststore) {
    assertThatThrownBy(() ->
            new KafkaSettings.Security(protocol, user, password, Optional.ofNullable(truststore)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Name", "na me", "name\"", "name;", "count(*)", "*"})
  void what_is_no_plain_column_is_refused(String column) {
    assertThatThrownBy(() ->
            new SourceSpec(
                "a.b", "c", new SourceKind.Table("t"), "id", Map.of("id", column), LIMITS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://a",
        "http://a/",
        "http://u:p@a",
        "http://a?x=1",
        "http://a#f",
        "http:///q",
        "127.0.0.1"
      })
  void what_is_no_plain_base_url_is_refused(String url) {
    assertThatThrownBy(() -> new HttpSettings("web", url, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\r\nX: y", "部门", "a\0"})
  void what_could_break_out_of_a_header_is_not_told(String value) {
    assertThatThrownBy(() -> new Told(value, "MCA", "p", Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Told("id", "MCA", "p", Optional.of(value)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_is_printed_holds_neither_keys_nor_values_nor_passwords() {
    SourceCall call = new SourceCall("a.b", List.of("id"), "11010519491231002X", TestTold.told());
    assertThat(call.toString()).doesNotContain("11010519491231002X");
    assertThat(new SourceRow(Map.of("name", "张三")).toString()).doesNotContain("张三");
    JdbcSettings settings =
        new JdbcSettings("db", "jdbc:postgresql://h/d?password=hidden", "u", "hidden", 1);
    assertThat(settings.toString()).doesNotContain("hidden");
    KafkaSettings.Security security =
        new KafkaSettings.Security(
            KafkaSettings.Protocol.SASL_SSL, "u", "hidden", Optional.empty());
    assertThat(kafka("a:1", security).toString()).doesNotContain("hidden");
  }

  private static KafkaSettings kafka(String servers, KafkaSettings.Security security) {
    return new KafkaSettings("k", servers, security, 1, Duration.ofSeconds(30), 1);
  }

  private static SourceSpec spec(String resource, String connection, SourceKind kind) {
    return new SourceSpec(resource, connection, kind, "id", Map.of("id", "id_number"), LIMITS);
  }
}
