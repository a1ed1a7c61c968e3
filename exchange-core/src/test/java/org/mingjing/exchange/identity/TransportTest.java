package org.mingjing.exchange.identity;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** A node outside the demonstration says how its callers reach it by TLS, or does not start. */
class TransportTest {
  private static final URI HTTPS = URI.create("https://exchange.example");

  private static StandardEnvironment settings(String... namesAndValues) {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
    return environment;
  }

  static Stream<StandardEnvironment> good() {
    return Stream.of(
        settings("server.ssl.key-store", "exchange.p12"),
        settings("server.ssl.bundle", "exchange"),
        settings("server.ssl.certificate", "exchange.pem"),
        settings("mingjing.tls-terminated-by", "proxy"));
  }

  @ParameterizedTest
  @MethodSource("good")
  void a_certificate_or_a_proxy_will_do(StandardEnvironment environment) {
    assertThatCode(() -> Transport.demandTls(environment, HTTPS)).doesNotThrowAnyException();
  }

  static Stream<StandardEnvironment> bad() {
    return Stream.of(
        settings(),
        settings("server.ssl.enabled", "true"),
        settings("server.ssl.enabled", "false", "server.ssl.key-store", "exchange.p12"),
        settings("mingjing.tls-terminated-by", "node"));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void anything_less_is_refused(StandardEnvironment environment) {
    assertThatThrownBy(() -> Transport.demandTls(environment, HTTPS))
        .hasMessageContaining("server.ssl")
        .hasMessageContaining("mingjing.tls-terminated-by");
  }

  @Test
  void an_unknown_setting_is_named() {
    assertThatThrownBy(
            () -> Transport.demandTls(settings("mingjing.tls-terminated-by", "nobody"), HTTPS))
        .hasMessageContaining("nobody")
        .hasMessageContaining("node or proxy");
  }

  @Test
  void an_issuer_without_tls_is_refused_whoever_terminates_it() {
    assertThatThrownBy(() ->
            Transport.demandTls(
                settings("mingjing.tls-terminated-by", "proxy"),
                URI.create("http://exchange.example")))
        .hasMessageContaining("mingjing.issuer");
  }
}
