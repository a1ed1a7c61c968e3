package org.mingjing.ledger.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.mingjing.ledger.Evidence;

/** An organisation of a Fabric network: a certificate authority and a peer, with new keys. */
final class TestOrganisation {
  private static final AlgorithmIdentifier ECDSA_SHA256 =
      new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.840.10045.4.3.2"));
  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private final String mspId;
  private final KeyPair authority = pair("secp256r1");
  private final KeyPair peer;
  private final byte[] certificate;

  TestOrganisation(String mspId) {
    this(mspId, "CN=peer0,OU=peer", "secp256r1");
  }

  /** One whose peer's certificate has that subject and that curve. */
  TestOrganisation(String mspId, String peerSubject, String curve) {
    this.mspId = mspId;
    this.peer = pair(curve);
    this.certificate = certificate(peerSubject, peer, false);
  }

  String mspId() {
    return mspId;
  }

  /** The authority's own certificate, in PEM. */
  byte[] authorityPem() {
    return pem(certificate(authorityName(), authority, true));
  }

  /** A certificate of somebody who is no authority. */
  byte[] peerPem() {
    return pem(certificate);
  }

  Organisation given() {
    try {
      return Organisation.of(mspId, authorityPem());
    } catch (WrongUsage e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the peer signs about a statement. */
  Evidence.Endorsement endorse(byte[] statement) {
    byte[] identity = identity(mspId);
    return endorsement(identity, lowS(sign(peer.getPrivate(), joined(statement, identity))));
  }

  /** The same with the other value of s, which fits too. */
  Evidence.Endorsement endorseWithHighS(byte[] statement) {
    byte[] identity = identity(mspId);
    byte[] signature = lowS(sign(peer.getPrivate(), joined(statement, identity)));
    return endorsement(identity, withS(signature, true));
  }

  /** A peer of this organisation that claims to be of another. */
  Evidence.Endorsement endorseAs(String otherMspId, byte[] statement) {
    byte[] identity = identity(otherMspId);
    return endorsement(identity, lowS(sign(peer.getPrivate(), joined(statement, identity))));
  }

  private static Evidence.Endorsement endorsement(byte[] identity, byte[] signature) {
    Base64.Encoder base64 = Base64.getEncoder();
    return new Evidence.Endorsement(
        base64.encodeToString(identity), base64.encodeToString(signature));
  }

  /** SerializedIdentity of Fabric's msp/identities.proto. */
  private byte[] identity(String name) {
    return joined(
        TestProtobuf.bytes(1, name.getBytes(StandardCharsets.UTF_8)),
        TestProtobuf.bytes(2, pem(certificate)));
  }

  private String authorityName() {
    return "CN=ca." + mspId;
  }

  private byte[] certificate(String subject, KeyPair pair, boolean isAuthority) {
    var generator = new V3TBSCertificateGenerator();
    generator.setSerialNumber(new ASN1Integer(7));
    generator.setSignature(ECDSA_SHA256);
    generator.setIssuer(new X500Name(authorityName()));
    generator.setSubject(new X500Name(subject));
    generator.setStartDate(new Time(Date.from(Instant.parse("2020-01-01T00:00:00Z"))));
    generator.setEndDate(new Time(Date.from(Instant.parse("2021-01-01T00:00:00Z"))));
    generator.setSubjectPublicKeyInfo(
        SubjectPublicKeyInfo.getInstance(ASN1Sequence.getInstance(pair.getPublic().getEncoded())));
    try {
      var extensions = new ExtensionsGenerator();
      extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
      generator.setExtensions(extensions.generate());
      TBSCertificate body = generator.generateTBSCertificate();
      var parts = new ASN1EncodableVector();
      parts.add(body);
      parts.add(ECDSA_SHA256);
      parts.add(new DERBitString(sign(authority.getPrivate(), body.getEncoded())));
      return new DERSequence(parts).getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] lowS(byte[] signature) {
    return withS(signature, false);
  }

  private static byte[] withS(byte[] signature, boolean high) {
    ASN1Sequence parts = ASN1Sequence.getInstance(signature);
    BigInteger s = ASN1Integer.getInstance(parts.getObjectAt(1)).getValue();
    boolean isHigh = s.compareTo(ORDER.shiftRight(1)) > 0;
    var changed = new ASN1EncodableVector();
    changed.add(parts.getObjectAt(0));
    changed.add(new ASN1Integer(isHigh == high ? s : ORDER.subtract(s)));
    try {
      return new DERSequence(changed).getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature engine = Signature.getInstance("SHA256withECDSA");
      engine.initSign(key);
      engine.update(message);
      return engine.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair pair(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] pem(byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return ("-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    var joined = new ByteArrayOutputStream();
    joined.writeBytes(first);
    joined.writeBytes(second);
    return joined.toByteArray();
  }
}
