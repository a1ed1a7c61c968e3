package org.mingjing.notary;

import java.security.cert.X509Certificate;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.hyperledger.fabric.contract.ClientIdentity;

/** Reads a submitter from the identity that the peer has checked. */
final class Client {
  private Client() {}

  static Submitter of(ClientIdentity identity) {
    return new Submitter(identity.getMSPID(), commonName(identity.getX509Certificate()));
  }

  private static String commonName(X509Certificate certificate) {
    try {
      var subject = new LdapName(certificate.getSubjectX500Principal().getName());
      List<String> names =
          subject.getRdns().stream()
              .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
              .map(Rdn::getValue)
              .map(String::valueOf)
              .toList();
      return names.size() == 1 ? names.getFirst() : "";
    } catch (InvalidNameException e) {
      return "";
    }
  }
}
