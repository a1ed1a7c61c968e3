package org.mingjing.ledger.verify;

import java.security.cert.X509Certificate;

/**
 * An organisation of a Fabric network, as whoever verifies knows it.
 *
 * @param mspId its name in the network
 * @param authority the certificate of what issues its peers' certificates
 */
record Organisation(String mspId, X509Certificate authority) {
  /** Takes {@code MSPID=…} apart and the file's content. */
  static Organisation of(String mspId, byte[] pem) throws WrongUsage {
    return Certificates.parse(pem)
        .filter(Certificates::isAuthority)
        .map(authority -> new Organisation(mspId, authority))
        .orElseThrow(() ->
            new WrongUsage("不是一张 CA 证书（PEM） / not one certificate of a CA (PEM): --org " + mspId));
  }
}
