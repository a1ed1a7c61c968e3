package org.mingjing.ledger.fabric;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An organisation's certificate authority, made for the test. */
final class TestAuthority {
  private static final String P_256 = "secp256r1";
  private static final AtomicLong SERIAL = new AtomicLong(1);

  /** A certificate and its private key. */
  record Identity(X509Certificate certificate, PrivateKey key) {}

  private final String name;
  private final Identity authority;

  TestAuthority(String name) {
    this.name = name;
    KeyPair keys = keys(P_256);
    this.authority =
        new Identity(certify("CN=ca." + name, keys, keys.getPrivate(), true), keys.getPrivate());
  }

  private TestAuthority(String name, Identity authority) {
    this.name = name;
    this.authority = authority;
  }

  X509Certificate certificate() {
    return authority.certificate();
  }

  /** A certificate for this unit (peer, client) of the organisation, also for 127.0.0.1. */
  Identity issue(String commonName, String unit) {
    return issue(commonName, unit, P_256, false);
  }

  /** One on another curve, or one that may issue certificates itself. */
  Identity issue(String commonName, String unit, String curve, boolean isCa) {
    KeyPair keys = keys(curve);
    String subject = "CN=" + commonName + "." + name + ",OU=" + unit;
    return new Identity(certify(subject, keys, authority.key(), isCa), keys.getPrivate());
  }

  /** One that this authority signed in the name of another. */
  Identity issueAs(String otherName) {
    KeyPair keys = keys(P_256);
    var other = new TestAuthority(otherName, authority);
    return new Identity(
        other.certify("CN=peer0,OU=peer", keys, authority.key(), false), keys.getPrivate());
  }

  private static KeyPair keys(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509Certificate certify(String subject, KeyPair keys, PrivateKey signer, boolean isCa) {
    Instant now = Instant.now();
    var builder =
        new JcaX509v3CertificateBuilder(
            new X500Name("CN=ca." + name),
            BigInteger.valueOf(SERIAL.getAndIncrement()),
            Date.from(now.minusSeconds(3600)),
            Date.from(now.plusSeconds(3600 * 24)),
            new X500Name(subject),
            keys.getPublic());
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isCa));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer)));
    } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
