package org.mingjing.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mingjing.connectors.KafkaSettings;
import org.mingjing.connectors.KafkaSettings.Protocol;
import org.mingjing.connectors.KafkaSettings.Security;

class ConnectionsTest {
  private static final Duration SILENCE = Duration.ofSeconds(30);

  @Test
  void brokers_are_told_by_their_url_and_the_rest_by_settings_of_their_own() {
    assertThat(Connections.of(Map.of("dept", given("kafka://a:9092,b:9093", "", "", ""))))
        .isEqualTo(List.of(kafka("a:9092,b:9093", Security.NONE)));
    assertThat(Connections.of(Map.of("dept", given("kafka+ssl://a:9093", "", "", "/ca.pem"))))
        .isEqualTo(
            List.of(kafka("a:9093", new Security(Protocol.SSL, "", "", Optional.of("/ca.pem")))));
    assertThat(Connections.of(Map.of("dept", given("kafka+sasl_ssl://a:9093", "u", "p", ""))))
        .isEqualTo(
            List.of(kafka("a:9093", new Security(Protocol.SASL_SSL, "u", "p", Optional.empty()))));
  }

  @ParameterizedTest
  @CsvSource({
    "kafka://,'',''",
    "kafka:,'',''",
    "kafka://u:secret@a:9092,'',''",
    "kafka://a:9092/topic,'',''",
    "kafka+sasl_ssl://a:9093,u,''",
    "kafka+ssl://a:9093,u,secret",
    "kafka://a:9092,u,secret",
    "kafka+sasl_plaintext://a:9092,u,secret"
  })
  void what_is_no_such_connection_is_named_and_its_password_is_not(
      String url, String user, String password) {
    assertThatThrownBy(() -> Connections.of(Map.of("dept", given(url, user, password, ""))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mingjing.connections.dept")
        .hasMessageNotContaining("secret");
  }

  private static KafkaSettings kafka(String servers, Security security) {
    return new KafkaSettings("dept", servers, security, 4, SILENCE, 1_000);
  }

  private static ExchangeSettings.Connection given(
      String url, String user, String password, String truststore) {
    return new ExchangeSettings.Connection(
        url, user, password, 4, truststore, SILENCE, 1_000, 64, 5_000, 50, Duration.ofSeconds(5));
  }
}
