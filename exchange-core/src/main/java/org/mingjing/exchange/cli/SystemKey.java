package org.mingjing.exchange.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.UUID;
import org.mingjing.exchange.identity.SecretFile;
import org.mingjing.exchange.operations.Unavailable;
import org.mingjing.ledger.crypto.Ed25519Key;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A department's system's own Ed25519 key, as a private JWK (RFC 8037) in a file: it makes client
 * assertions (RFC 7523) and DPoP proofs (RFC 9449).
 */
final class SystemKey {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final int SEED_BYTES = 32;
  private static final int ASSERTION_SECONDS = 60;

  private final Ed25519Key key;
  private final Clock clock;

  private SystemKey(Ed25519Key key, Clock clock) {
    this.key = key;
    this.clock = clock;
  }

  /**
   * Reads a key.
   *
   * @throws Unavailable if the file holds none
   */
  static SystemKey read(Path file, Clock clock) {
    try {
      JsonNode jwk = JSON.readTree(Files.readString(file));
      byte[] seed = Base64.getUrlDecoder().decode(jwk.path("d").asString(""));
      if (jwk.path("crv").asString("").equals("Ed25519") && seed.length == SEED_BYTES) {
        return new SystemKey(Ed25519Key.ofSeed(seed), clock);
      }
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      // said below: whatever it is, it is no key
    }
    throw new Unavailable(
        file + " holds no private Ed25519 key (JWK): make one with ./mingjing key " + file,
        file + " 中没有 Ed25519 私钥（JWK）：请用 ./mingjing key " + file + " 生成");
  }

  /** Makes a key and writes it to a new file that its owner alone may read. */
  static SystemKey make(Path file, SecureRandom random, Clock clock) throws IOException {
    if (Files.exists(file)) {
      throw new Unavailable(
          file + " exists already: keys are not overwritten", file + " 已存在：不会覆盖密钥");
    }
    byte[] seed = new byte[SEED_BYTES];
    random.nextBytes(seed);
    SystemKey made = new SystemKey(Ed25519Key.ofSeed(seed), clock);
    SecretFile.write(
        file.toAbsolutePath(), made.publicJwk().put("d", BASE64.encodeToString(seed)).toString());
    return made;
  }

  /** What stands under {@code keys} in {@code systems.yaml}. */
  ObjectNode publicJwk() {
    return JSON.createObjectNode()
        .put("kty", "OKP")
        .put("crv", "Ed25519")
        .put("x", BASE64.encodeToString(key.publicKey().bytes()));
  }

  /** Proves to the token endpoint which system this is. */
  String assertion(String client, String issuer) {
    long now = clock.instant().getEpochSecond();
    ObjectNode claims = JSON.createObjectNode();
    claims.put("iss", client).put("sub", client).put("aud", issuer);
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("iat", now).put("exp", now + ASSERTION_SECONDS);
    return signed(JSON.createObjectNode().put("alg", "EdDSA"), claims);
  }

  /** Proves to whoever takes a request that this key made it; {@code token} empty if none comes. */
  String proof(String method, String url, String token) {
    ObjectNode header = JSON.createObjectNode().put("typ", "dpop+jwt").put("alg", "EdDSA");
    header.set("jwk", publicJwk());
    ObjectNode claims = JSON.createObjectNode();
    claims.put("jti", UUID.randomUUID().toString()).put("htm", method).put("htu", url);
    claims.put("iat", clock.instant().getEpochSecond());
    if (!token.isEmpty()) {
      claims.put("ath", BASE64.encodeToString(sha256(token)));
    }
    return signed(header, claims);
  }

  private String signed(JsonNode header, JsonNode claims) {
    String input = encoded(header) + "." + encoded(claims);
    return input + "." + BASE64.encodeToString(key.sign(input.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String encoded(JsonNode part) {
    return BASE64.encodeToString(part.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
