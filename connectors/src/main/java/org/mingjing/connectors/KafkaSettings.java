package org.mingjing.connectors;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The Kafka brokers on which a department publishes its registers.
 *
 * @param bootstrapServers {@code host:port}, several of them separated by commas
 * @param readers connections for look-ups in a topic, opened as calls need them; a call waits for
 *     one when all are busy
 * @param maxSilence how long ago the brokers may have said that nothing is unread; beyond it
 *     look-ups are refused rather than answered from what may have been deleted since
 * @param maxKeys that a topic may hold; each takes 30 to 60 bytes of memory
 */
public record KafkaSettings(
    String name,
    String bootstrapServers,
    Security security,
    int readers,
    Duration maxSilence,
    int maxKeys)
    implements ConnectionSettings {
  /** What may be 30 s old, and ten million keys, 600 MB at most. */
  public static final Duration DEFAULT_MAX_SILENCE = Duration.ofSeconds(30);

  /** The number of keys that a topic may hold if nothing else is said. */
  public static final int DEFAULT_MAX_KEYS = 10_000_000;

  private static final Pattern SERVERS =
      Pattern.compile("[A-Za-z0-9.-]+:[0-9]{1,5}(,[A-Za-z0-9.-]+:[0-9]{1,5})*");

  /** How the connection is secured. */
  public enum Protocol {
    PLAINTEXT,
    SSL,
    /** TLS, and SCRAM-SHA-512 over it. */
    SASL_SSL
  }

  /**
   * What secures the connection.
   *
   * @param user and password are for {@code SASL_SSL} only
   * @param truststore the path of a PEM file with the certificates that are trusted; without one,
   *     those that Java trusts
   */
  public record Security(
      Protocol protocol, String user, String password, Optional<String> truststore) {
    private static final Pattern QUOTABLE = Pattern.compile("[\\x20-\\x7e&&[^\"\\\\]]{1,256}");

    /** No security, for a broker on the same machine. */
    public static final Security NONE = new Security(Protocol.PLAINTEXT, "", "", Optional.empty());

    /** Refuses credentials that are not used, or that could break out of their setting. */
    public Security {
      boolean named = QUOTABLE.matcher(user).matches() && QUOTABLE.matcher(password).matches();
      boolean empty = user.isEmpty() && password.isEmpty();
      if (protocol == Protocol.SASL_SSL ? !named : !empty) {
        throw new IllegalArgumentException(
            "sasl_ssl needs user and password of printable ASCII without quotes and backslashes,"
                + " and no other protocol takes them");
      }
      if (protocol == Protocol.PLAINTEXT && truststore.isPresent()) {
        throw new IllegalArgumentException("plaintext takes no truststore");
      }
    }

    /** Leaves out the credentials. */
    @Override
    public String toString() {
      return protocol.toString();
    }
  }

  /** Refuses what is no list of servers, and bounds that bound nothing. */
  public KafkaSettings {
    if (!SERVERS.matcher(bootstrapServers).matches()) {
      throw new IllegalArgumentException("connection " + name + " has no plain host:port list");
    }
    if (readers < 1 || readers > 1_000) {
      throw new IllegalArgumentException("readers of " + name + " lie outside 1…1000");
    }
    if (maxSilence.toMillis() < 2_000 || maxSilence.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("maxSilence of " + name + " lies outside 2 s…1 h");
    }
    if (maxKeys < 1 || maxKeys > 500_000_000) {
      throw new IllegalArgumentException("maxKeys of " + name + " lies outside 1…500000000");
    }
  }
}
