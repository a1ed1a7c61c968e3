package org.mingjing.ledger.fabric;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.mingjing.ledger.log.Words;

/**
 * How to reach the contract, as whom, and whose signatures to ask for.
 *
 * @param channel name of the channel
 * @param chaincode name of the contract there, {@code notary}
 * @param mspId the organisation of this client
 * @param certificate this client's certificate
 * @param key its private key
 * @param peer the organisation's own peer, {@code HOST:PORT}
 * @param tlsCertificate the authority of that peer's TLS certificate
 * @param organisations certificate of the authority of each organisation that has to endorse, by
 *     MSP id
 * @param limits time limits
 * @param maxLeaves most leaves in a batch
 */
public record FabricSettings(
    String channel,
    String chaincode,
    String mspId,
    X509Certificate certificate,
    PrivateKey key,
    String peer,
    X509Certificate tlsCertificate,
    Map<String, X509Certificate> organisations,
    Limits limits,
    int maxLeaves) {
  /** Most leaves that the contract takes at once. */
  public static final int MAX_LEAVES = 5_000;

  static final int DEFAULT_LEAVES = 1_000;

  /** Fixes the organisations. */
  public FabricSettings {
    organisations = Map.copyOf(organisations);
  }

  /**
   * Reads a properties file (UTF-8). Members: {@code channel}, {@code chaincode}, {@code mspId},
   * {@code certificate}, {@code key}, {@code peer}, {@code tlsCertificate}, {@code
   * organisation.MSPID} once or more; and, if other than the defaults, {@code evaluateMillis},
   * {@code endorseMillis}, {@code submitMillis}, {@code commitStatusMillis} and {@code maxLeaves}.
   * Certificates and key are PEM files, found from the folder of the properties file.
   *
   * @throws UnusableSettings telling everything that is missing, unreadable or unknown
   */
  public static FabricSettings read(Path file) {
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new UnusableSettings(
          file, List.of(new Words("无法读取（" + e + "）", "cannot be read: " + e)));
    }
    return new Members(file, properties).settings();
  }

  FabricSettings with(Limits others) {
    return new FabricSettings(
        channel,
        chaincode,
        mspId,
        certificate,
        key,
        peer,
        tlsCertificate,
        organisations,
        others,
        maxLeaves);
  }
}
