package org.mingjing.ledger.verify;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** X.509 certificates of Fabric's peers and of the authorities that issue them. */
final class Certificates {
  private static final Set<String> ALGORITHMS =
      Set.of("SHA256withECDSA", "SHA384withECDSA", "SHA512withECDSA");

  /** The roles that a Fabric organisation gives to its certificates; each has exactly one. */
  private static final Set<String> ROLES = Set.of("admin", "client", "orderer", "peer");

  private static final int KEY_CERT_SIGN = 5;

  private Certificates() {}

  /** The one certificate in a PEM file; empty when that is not what it holds. */
  static Optional<X509Certificate> parse(byte[] pem) {
    try {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem));
      return found.size() == 1 && found.iterator().next() instanceof X509Certificate certificate
          ? Optional.of(certificate)
          : Optional.empty();
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }

  static boolean isAuthority(X509Certificate certificate) {
    boolean[] usage = certificate.getKeyUsage();
    return certificate.getBasicConstraints() >= 0
        && (usage == null || usage[KEY_CERT_SIGN])
        && !certificate.hasUnsupportedCriticalExtension();
  }

  /** Whether the authority issued it. No clock is asked: a receipt outlives certificates. */
  static boolean isIssuedBy(X509Certificate certificate, X509Certificate authority) {
    if (!certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal())
        || certificate.hasUnsupportedCriticalExtension()
        || !ALGORITHMS.contains(certificate.getSigAlgName())) {
      return false;
    }
    try {
      certificate.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Whether its subject has the organisational unit {@code peer}, and no other role. */
  static boolean isPeer(X509Certificate certificate) {
    List<String> roles = new ArrayList<>(units(certificate));
    roles.retainAll(ROLES);
    return certificate.getBasicConstraints() < 0 && roles.equals(List.of("peer"));
  }

  private static List<String> units(X509Certificate certificate) {
    List<String> units = new ArrayList<>();
    try {
      for (Rdn rdn : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        Attribute values = rdn.toAttributes().get("OU");
        NamingEnumeration<?> all = values == null ? null : values.getAll();
        while (all != null && all.hasMore()) {
          units.add(String.valueOf(all.next()));
        }
      }
    } catch (InvalidNameException e) {
      return List.of();
    } catch (NamingException e) {
      throw new IllegalStateException("a name in memory can be read", e);
    }
    return units;
  }
}
