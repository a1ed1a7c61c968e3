package org.mingjing.ledger.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.Endorsement;

/**
 * Who signed a statement, and whether a verifier of receipts will take it: what is stricter there
 * must be as strict here, for evidence that was kept is never replaced.
 *
 * @param mspId its organisation, as it says
 * @param certificate its certificate, as it says
 */
record Endorser(String mspId, X509Certificate certificate) {
  private static final BigInteger ORDER_OF_P256 =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
  private static final Set<String> ALGORITHMS =
      Set.of("SHA256withECDSA", "SHA384withECDSA", "SHA512withECDSA");

  /** The roles that a Fabric organisation gives to its certificates; each has exactly one. */
  private static final Set<String> ROLES = Set.of("admin", "client", "orderer", "peer");

  static Endorser read(ByteString serialized) throws Statement.Unusable {
    try {
      SerializedIdentity identity = SerializedIdentity.parseFrom(serialized);
      return new Endorser(
          identity.getMspid(),
          Identities.readX509Certificate(identity.getIdBytes().toStringUtf8()));
    } catch (InvalidProtocolBufferException | CertificateException | RuntimeException e) {
      // BouncyCastle's PEM parser fails in ways of its own.
      throw new Statement.Unusable("an endorser's identity cannot be read: " + e);
    }
  }

  /** In the one form that a verifier takes: P-256, and the lower of two values of s. */
  void demandSignature(ByteString signed, Endorsement endorsement) throws Statement.Unusable {
    if (!(certificate.getPublicKey() instanceof ECPublicKey key)
        || !key.getParams().getOrder().equals(ORDER_OF_P256)) {
      throw new Statement.Unusable("the certificate of " + mspId + " has no P-256 key");
    }
    byte[] bytes = endorsement.getSignature().toByteArray();
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initVerify(key);
      signature.update(signed.toByteArray());
      if (signature.verify(bytes) && hasLowS(bytes)) {
        return;
      }
    } catch (GeneralSecurityException e) {
      throw new Statement.Unusable("the signature of " + mspId + " is none: " + e.getMessage());
    }
    throw new Statement.Unusable("the signature of " + mspId + " is not of its certificate");
  }

  /** Of a signature that fits, and so is DER: of two integers the second. */
  private static boolean hasLowS(byte[] der) {
    int start = 4 + der[3] + 2;
    var s = new BigInteger(1, Arrays.copyOfRange(der, start, der.length));
    return s.compareTo(ORDER_OF_P256.shiftRight(1)) <= 0;
  }

  /** It is a peer, and its organisation's authority says so. */
  void demandIssued(X509Certificate authority) throws Statement.Unusable {
    if (!isIssuedBy(authority)) {
      throw new Statement.Unusable(
          "the endorser of " + mspId + " was not certified by the authority in the settings");
    }
    if (!isPeer()) {
      throw new Statement.Unusable("the endorser of " + mspId + " is not certified as a peer");
    }
  }

  private boolean isIssuedBy(X509Certificate authority) {
    try {
      certificate.verify(authority.getPublicKey());
      return certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal())
          && ALGORITHMS.contains(certificate.getSigAlgName())
          && !certificate.hasUnsupportedCriticalExtension();
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private boolean isPeer() throws Statement.Unusable {
    List<String> roles = new ArrayList<>();
    try {
      for (Rdn rdn : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        Attribute units = rdn.toAttributes().get("OU");
        for (int i = 0; units != null && i < units.size(); i++) {
          roles.add(String.valueOf(units.get(i)));
        }
      }
    } catch (NamingException e) {
      throw new Statement.Unusable("the endorser of " + mspId + " has no name that can be read");
    }
    roles.retainAll(ROLES);
    return roles.equals(List.of("peer")) && certificate.getBasicConstraints() < 0;
  }
}
