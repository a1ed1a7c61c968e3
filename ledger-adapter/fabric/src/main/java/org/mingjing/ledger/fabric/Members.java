package org.mingjing.ledger.fabric;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.hyperledger.fabric.client.identity.Identities;
import org.mingjing.ledger.log.Words;

/** The members of one properties file, each asked for once; faults are gathered. */
final class Members {
  private static final String ORGANISATION = "organisation.";
  private static final Pattern ADDRESS =
      Pattern.compile("[^\\s/:]+:[0-9]{1,5}|\\[[^]]+]:[0-9]{1,5}");
  private static final String CONTRACT = "notary";
  private static final int LONGEST_MILLIS = 600_000;

  private final Path file;
  private final Map<String, String> left = new TreeMap<>();
  private final List<Words> faults = new ArrayList<>();

  Members(Path file, Properties properties) {
    this.file = file;
    properties.stringPropertyNames().forEach(name -> left.put(name, properties.getProperty(name)));
  }

  /** A way to read what a member says. */
  @FunctionalInterface
  private interface Reading<T> {
    T read(String pem) throws CertificateException, InvalidKeyException;
  }

  FabricSettings settings() {
    Optional<String> channel = text("channel");
    Optional<String> chaincode = contract();
    Optional<String> mspId = text("mspId");
    Optional<X509Certificate> certificate = certificate("certificate");
    Optional<PrivateKey> key = pem("key", Identities::readPrivateKey);
    Optional<String> peer = peer();
    Optional<X509Certificate> tls = certificate("tlsCertificate");
    Map<String, X509Certificate> organisations = organisations();
    Limits limits = limits();
    int maxLeaves = number("maxLeaves", FabricSettings.DEFAULT_LEAVES, FabricSettings.MAX_LEAVES);
    demandPair(certificate, key);
    demandNothingLeft();
    if (!faults.isEmpty()) {
      throw new UnusableSettings(file, faults);
    }
    return new FabricSettings(
        channel.orElseThrow(),
        chaincode.orElseThrow(),
        mspId.orElseThrow(),
        certificate.orElseThrow(),
        key.orElseThrow(),
        peer.orElseThrow(),
        tls.orElseThrow(),
        organisations,
        limits,
        maxLeaves);
  }

  private Limits limits() {
    Limits standard = Limits.DEFAULT;
    return new Limits(
        millis("evaluateMillis", standard.evaluate()),
        millis("endorseMillis", standard.endorse()),
        millis("submitMillis", standard.submit()),
        millis("commitStatusMillis", standard.commitStatus()));
  }

  private void fault(String member, String zh, String en) {
    faults.add(new Words(member + " " + zh, member + " " + en));
  }

  private Optional<String> text(String member) {
    String value = left.remove(member);
    if (value == null || value.isBlank()) {
      fault(member, "缺失", "is missing");
      return Optional.empty();
    }
    return Optional.of(value.strip());
  }

  /** Verifiers take the word of this contract only; evidence of another would be worth nothing. */
  private Optional<String> contract() {
    Optional<String> contract = text("chaincode");
    if (contract.isPresent() && !contract.get().equals(CONTRACT)) {
      fault("chaincode", "应为 notary：验证器只认此合约", "is not notary, the only contract verifiers know");
    }
    return contract;
  }

  private Optional<String> peer() {
    Optional<String> peer = text("peer");
    if (peer.isPresent() && !ADDRESS.matcher(peer.get()).matches()) {
      fault("peer", "应为 主机:端口", "is not HOST:PORT");
    }
    return peer;
  }

  private <T> Optional<T> pem(String member, Reading<T> reading) {
    Optional<String> name = text(member);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path path = file.toAbsolutePath().resolveSibling(name.get());
      return Optional.of(reading.read(Files.readString(path)));
    } catch (IOException e) {
      fault(member, "所指文件无法读取：" + e, "names a file that cannot be read: " + e);
    } catch (CertificateException | InvalidKeyException | RuntimeException e) {
      // BouncyCastle's PEM parser fails in ways of its own; none of them may repeat the file.
      fault(member, "所指文件不是所需的 PEM：" + name.get(), "names no such PEM file: " + name.get());
    }
    return Optional.empty();
  }

  private Optional<X509Certificate> certificate(String member) {
    return pem(member, Identities::readX509Certificate);
  }

  private Map<String, X509Certificate> organisations() {
    Map<String, X509Certificate> organisations = new TreeMap<>();
    for (String member : new TreeSet<>(left.keySet())) {
      if (member.startsWith(ORGANISATION)) {
        String mspId = member.substring(ORGANISATION.length());
        certificate(member).ifPresent(c -> organisations.put(mspId, authority(member, c)));
      }
    }
    if (organisations.isEmpty()
        && faults.stream().noneMatch(f -> f.en().startsWith(ORGANISATION))) {
      fault(ORGANISATION + "MSPID", "缺失：至少一个组织", "is missing: one organisation at least");
    }
    return organisations;
  }

  private X509Certificate authority(String member, X509Certificate certificate) {
    if (certificate.getBasicConstraints() < 0) {
      fault(member, "不是 CA 证书", "is not the certificate of an authority");
    }
    return certificate;
  }

  private Duration millis(String member, Duration standard) {
    return Duration.ofMillis(number(member, Math.toIntExact(standard.toMillis()), LONGEST_MILLIS));
  }

  private int number(String member, int standard, int most) {
    String value = left.remove(member);
    if (value == null) {
      return standard;
    }
    try {
      int number = Integer.parseInt(value.strip());
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below, like a number that is too large
    }
    fault(member, "应为 1 至 " + most + " 的整数", "is no whole number from 1 to " + most);
    return standard;
  }

  /** A key of another certificate would only be noticed as a refusal far away. */
  private void demandPair(Optional<X509Certificate> certificate, Optional<PrivateKey> key) {
    if (certificate.isEmpty() || key.isEmpty()) {
      return;
    }
    try {
      byte[] sample = {1};
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(key.get());
      signature.update(sample);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.get());
      signature.update(sample);
      if (signature.verify(signed)) {
        return;
      }
    } catch (GeneralSecurityException e) {
      // told below: a key of another kind is another key
    }
    fault("key", "不是 certificate 的私钥", "is not the private key of certificate");
  }

  private void demandNothingLeft() {
    left.keySet().forEach(member -> fault(member, "无法识别", "is not known"));
  }
}
