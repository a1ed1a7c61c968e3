package org.mingjing.connectors.http;

import java.time.Duration;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.mingjing.connectors.HttpSettings;
import org.mingjing.connectors.Limits;

/** A connection's pool, and the clients of its resources, which differ in their limits only. */
final class HttpConnection implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private final HttpSettings settings;
  private final PoolingHttpClientConnectionManager pool;

  HttpConnection(HttpSettings settings) {
    this.settings = settings;
    this.pool =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(settings.maxConnections())
            .setMaxConnPerRoute(settings.maxConnections())
            .setDefaultSocketConfig(SocketConfig.custom().setTcpNoDelay(true).build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.of(CONNECT))
                    .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                    .setTimeToLive(TimeValue.ofMinutes(10))
                    .build())
            .build();
  }

  String baseUrl() {
    return settings.baseUrl();
  }

  /**
   * A client without anything that acts by itself: no redirects, cookies, credentials,
   * decompression, protocol upgrades or retries.
   */
  HttpClient client(Limits limits, Deadlines deadlines) {
    Timeout timeout = Timeout.of(limits.timeout());
    return HttpClientBuilder.create()
        .setConnectionManager(pool)
        .setConnectionManagerShared(true)
        .setUserAgent("Mingjing")
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .disableAutomaticRetries()
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(timeout)
                .setResponseTimeout(timeout)
                .setProtocolUpgradeEnabled(false)
                .setAuthenticationEnabled(false)
                .build())
        .addExecInterceptorFirst("bounds", new Bounds(limits, deadlines))
        .build();
  }

  @Override
  public void close() {
    pool.close();
  }
}
