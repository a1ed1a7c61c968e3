package org.mingjing.exchange.identity;

import java.net.URI;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.server.Ssl;
import org.springframework.core.env.Environment;

/** Outside the demonstration nothing is served without TLS. */
final class Transport {
  private Transport() {}

  /**
   * Demands that callers reach this node by TLS: its issuer is an https URL, and either the node
   * itself has a certificate ({@code server.ssl}) or {@code mingjing.tls-terminated-by: proxy} says
   * that a proxy in front of it does.
   *
   * @throws IllegalStateException if not, naming the setting
   */
  static void demandTls(Environment environment, URI issuer) {
    if (!"https".equalsIgnoreCase(issuer.getScheme())) {
      throw new IllegalStateException(
          "mingjing.issuer is " + issuer + ": outside the demonstration it must be an https URL");
    }
    String terminatedBy = environment.getProperty("mingjing.tls-terminated-by", "node");
    switch (terminatedBy) {
      case "proxy" -> {}
      case "node" -> demandCertificate(environment);
      default ->
          throw new IllegalStateException(
              "mingjing.tls-terminated-by is " + terminatedBy + ": it must be node or proxy");
    }
  }

  private static void demandCertificate(Environment environment) {
    boolean hasCertificate =
        Binder.get(environment)
            .bind("server.ssl", Ssl.class)
            .map(ssl ->
                ssl.isEnabled()
                    && (ssl.getBundle() != null
                        || ssl.getKeyStore() != null
                        || ssl.getCertificate() != null))
            .orElse(false);
    if (!hasCertificate) {
      throw new IllegalStateException(
          "no TLS: outside the demonstration set server.ssl (a bundle, a key store or a certificate), "
              + "or mingjing.tls-terminated-by=proxy where a proxy on a network of its own does it");
    }
  }
}
